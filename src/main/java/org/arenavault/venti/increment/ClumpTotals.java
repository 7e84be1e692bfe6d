package org.arenavault.venti.increment;

import org.arenavault.venti.format.ArenaStats;

/**
 * How many clumps a run has, and of what kind.
 *
 * @param stats counts and bytes of all, the damaged ones among them; sealed, as the increment will be
 * @param whole clumps that hash to their scores
 * @param roots root blocks among these
 * @param ctime when the first whole clump was stored, seconds since 1970
 * @param wtime when the last was
 */
public record ClumpTotals(ArenaStats stats, long whole, long roots, long ctime, long wtime) {
}
