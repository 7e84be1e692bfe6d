package org.arenavault.restore;

import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.Score;

/** Whether an arena is in its place, or can get there. */
sealed interface Presence {

    /** It is. */
    record InPlace() implements Presence {
    }

    /**
     * It is not, and there is a place for it.
     *
     * @param space of the partition
     * @param range what it will occupy
     * @param slot true if a table lists it already
     * @param unrecorded true if clumps lie there that no tail knows of: only the same arena may go over them
     */
    record Wanted(PartitionSpace space, ArenaMap.Range range, boolean slot, boolean unrecorded) implements Presence {
    }

    /**
     * Another sound arena of its name is in its place.
     *
     * @param where it is
     * @param digest what that one comes to
     */
    record Contradicted(String where, Score digest) implements Presence {
    }

    /**
     * It has no place.
     *
     * @param reason why, and what to do
     * @param taken true if something else has its name: under another one there may be a place
     */
    record Impossible(String reason, boolean taken) implements Presence {
    }
}
