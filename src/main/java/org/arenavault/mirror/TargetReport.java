package org.arenavault.mirror;

import java.util.List;

/**
 * What came of mirroring to one target.
 *
 * @param target its address
 * @param outcome how far it came
 * @param moved what was sent, or did not need to be
 * @param lacking what the target lacks
 * @param copied how many arenas it has
 * @param roots what was found out about roots
 * @param problems one line each
 * @param notes what is worth knowing and is no problem, one line each
 */
public record TargetReport(String target, Outcome outcome, Moved moved, Lacking lacking, Copied copied,
                           RootVerdict roots, List<String> problems, List<String> notes) {

    /**
     * What was sent, or did not need to be.
     *
     * @param sentBlocks blocks that were sent
     * @param sentBytes bytes of them
     * @param presentBlocks blocks that were there already
     * @param skippedClumps clumps that are marked corrupt at the source
     * @param repairedBlocks blocks that the source could not read, and another place had
     */
    public record Moved(long sentBlocks, long sentBytes, long presentBlocks, long skippedClumps,
                        long repairedBlocks) {
    }

    /**
     * What a target lacks.
     *
     * @param badClumps clumps that nobody could read, in this run and before
     * @param behindClumps clumps that are still to be sent
     * @param behindBytes bytes of them, as they are stored
     */
    public record Lacking(long badClumps, long behindClumps, long behindBytes) {
    }

    /**
     * How many arenas a target has.
     *
     * @param arenas that hold anything
     * @param copiedArenas of these, sealed ones that are wholly there
     */
    public record Copied(int arenas, int copiedArenas) {
    }

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
        return outcome == Outcome.COMPLETE && lacking.badClumps() == 0 && roots != RootVerdict.NOT_WHOLE
                && problems.isEmpty();
    }
}
