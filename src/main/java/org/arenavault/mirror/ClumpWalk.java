package org.arenavault.mirror;

import java.io.IOException;
import java.util.List;
import org.arenavault.venti.format.ClumpInfo;

/** Goes through the clumps of an arena in their order; begins before the first. Not safe for several threads. */
interface ClumpWalk {

    /**
     * Moves behind the last clump that was sent.
     *
     * @throws org.arenavault.io.RefusedException if the arena is not the one that the cursor is of
     */
    void goTo(ArenaCursor cursor) throws IOException;

    /** Moves to the next clump; false behind the last. */
    boolean next() throws IOException;

    /** How many clumps are before it. */
    long ordinal();

    /** Where it begins, from the arena's data start. */
    long offset();

    /** Where what is behind it begins. */
    long nextOffset();

    /** What it is. */
    ClumpInfo info();

    /** What was passed over since this was asked last, since nothing of it is a clump. */
    default List<BadClump> passedOver() {
        return List.of();
    }
}
