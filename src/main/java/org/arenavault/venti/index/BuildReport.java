package org.arenavault.venti.index;

import java.time.Duration;
import java.util.List;

/**
 * What a build of an index has come to.
 *
 * @param clumps clumps of all arenas that were entered
 * @param entries entries written
 * @param corrupt clumps of a corrupt type, which get none
 * @param duplicates clumps that have a like with a higher address, which has the entry
 * @param buckets number of buckets, all of them written
 * @param fullest entries of the fullest bucket
 * @param capacity the most entries of a bucket
 * @param sectionBytes bytes of the buckets
 * @param took how long it took, measured
 * @param leftOut arenas that were left out because they are damaged, one line each
 * @param notes what else is worth knowing
 */
public record BuildReport(long clumps, long entries, long corrupt, long duplicates, long buckets, int fullest,
                          int capacity, long sectionBytes, Duration took, List<String> leftOut, List<String> notes) {

    public BuildReport {
        leftOut = List.copyOf(leftOut);
        notes = List.copyOf(notes);
    }

    /** Clumps a second. */
    public double clumpsPerSecond() {
        return clumps / Math.max(1e-9, took.toNanos() / 1e9);
    }

    /** True if every arena is in the index. */
    public boolean isComplete() {
        return leftOut.isEmpty();
    }
}
