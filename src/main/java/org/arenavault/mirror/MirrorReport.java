package org.arenavault.mirror;

import java.util.List;
import org.arenavault.io.Outcome;

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

    /** How many targets have everything. */
    public Outcome outcome() {
        return Outcome.of(targets.size(), targets.stream().filter(target -> !target.good()).count());
    }

    /** Of how many targets it could be told what they lack; nothing more is asked of a plan. */
    public Outcome planned() {
        return Outcome.of(targets.size(), targets.stream().filter(target -> target.lacking().badClumps() > 0
                || !target.problems().isEmpty()).count());
    }
}
