package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.nio.file.Path;
import java.util.List;

/**
 * {@code report}: the page that was written.
 *
 * @param file where it is
 * @param sets what it shows
 * @param bytes its length
 * @param unread sets that could not be read, with the reason
 */
@JsonTypeName("arenavault.report.1")
public record PageReport(Path file, List<String> sets, long bytes, List<String> unread) implements Report {
}
