package org.arenavault.mirror;

import java.util.List;

/**
 * What came of a run.
 *
 * @param targets in the order in which they were given
 * @param notes what is to be known of the source, one line each
 */
public record MirrorReport(List<TargetReport> targets, List<String> notes) {

    public MirrorReport {
        targets = List.copyOf(targets);
        notes = List.copyOf(notes);
    }

    /** True if all targets have everything. */
    public boolean good() {
        return targets.stream().allMatch(TargetReport::good);
    }
}
