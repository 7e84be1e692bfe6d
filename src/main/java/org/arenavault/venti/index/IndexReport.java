package org.arenavault.venti.index;

import java.time.Duration;
import java.util.List;

/**
 * What a check of an index found.
 *
 * @param clumps clumps in the directories that were read
 * @param entries entries in the buckets
 * @param buckets buckets in use
 * @param problemCount how many problems there are
 * @param problems the first of them, one line each
 * @param notes what is worth knowing but no damage
 * @param took how long it took, measured
 */
public record IndexReport(long clumps, long entries, long buckets, long problemCount, List<String> problems,
                          List<String> notes, Duration took) {

    public IndexReport {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** True if nothing is wrong. */
    public boolean sound() {
        return problemCount == 0;
    }

    /** Clumps a second. */
    public double clumpsPerSecond() {
        return clumps / Math.max(1e-9, took.toNanos() / 1e9);
    }
}
