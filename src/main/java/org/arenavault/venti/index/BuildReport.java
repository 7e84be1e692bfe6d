package org.arenavault.venti.index;

import java.time.Duration;
import java.util.List;

/**
 * What a build of an index has come to.
 *
 * @param figures what it holds
 * @param sectionBytes bytes of the buckets
 * @param took how long it took, measured
 * @param leftOut arenas that were left out because they are damaged, one line each
 * @param notes what else is worth knowing
 */
public record BuildReport(IndexFigures figures, long sectionBytes, Duration took, List<String> leftOut,
                          List<String> notes) {

    public BuildReport {
        leftOut = List.copyOf(leftOut);
        notes = List.copyOf(notes);
    }

    /** Clumps a second. */
    public double clumpsPerSecond() {
        return figures.clumps() / Math.max(1e-9, took.toNanos() / 1e9);
    }

    /** True if every arena is in the index. */
    public boolean isComplete() {
        return leftOut.isEmpty();
    }
}
