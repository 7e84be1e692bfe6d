package org.arenavault.mirror;

import java.util.List;

/**
 * What came of mirroring to one target.
 *
 * @param target its address
 * @param outcome how far it came
 * @param sent blocks that were sent
 * @param sentBytes bytes of them
 * @param present blocks that were there already
 * @param skipped clumps that are marked corrupt at the source
 * @param repaired blocks that the source could not read, and another place had
 * @param bad clumps that nobody could read, in this run and before
 * @param behindClumps clumps that are still to be sent
 * @param behindBytes bytes of them, as they are stored
 * @param arenas arenas that hold anything
 * @param copied of these, sealed ones that are wholly there
 * @param roots what was found out about roots
 * @param problems one line each
 * @param notes what is worth knowing and is no problem, one line each
 */
public record TargetReport(String target, Outcome outcome, long sent, long sentBytes, long present, long skipped,
                           long repaired, long bad, long behindClumps, long behindBytes, int arenas, int copied,
                           RootVerdict roots, List<String> problems, List<String> notes) {

    /** How far a target came. */
    public enum Outcome {
        /** It has everything that the source could give. */
        COMPLETE,
        /** It lacks something: it was only looked at, or an arena of the source cannot be read. */
        BEHIND,
        /** It has no room left. */
        FULL,
        /** It could not be reached, or was lost. */
        UNREACHABLE,
        /** It refused blocks. */
        REFUSED,
        /** The operator stopped the run. */
        STOPPED
    }

    /** What was found out about roots. */
    public enum RootVerdict {
        /** Nothing was to be checked. */
        UNCHECKED,
        /** Everything below them is there. */
        WHOLE,
        /** Something is missing. */
        NOT_WHOLE
    }

    public TargetReport {
        problems = List.copyOf(problems);
        notes = List.copyOf(notes);
    }

    /** True if nothing is to be done. */
    public boolean good() {
        return outcome == Outcome.COMPLETE && bad == 0 && roots != RootVerdict.NOT_WHOLE && problems.isEmpty();
    }
}
