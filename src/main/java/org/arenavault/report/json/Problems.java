package org.arenavault.report.json;

import java.util.List;

/**
 * What is wrong with something, a sentence each.
 *
 * @param problemCount how many there are
 * @param problems the first of them
 */
record Problems(long problemCount, List<String> problems) {
}
