package org.arenavault.venti.increment;

import java.util.Optional;
import java.util.UUID;

/**
 * Where the next increment of an arena begins, and what it belongs to.
 *
 * @param chain of the next increment
 * @param place its first clump
 * @param until where it has to end, since increments that still count go on there; {@link Long#MAX_VALUE} if nowhere
 * @param cause why it does not simply go on behind the newest one; empty if it does
 * @param reason the cause in words, with its place; empty if there is none
 */
public record ChainEnd(UUID chain, ClumpPlace place, long until, Optional<Cause> cause, String reason) {

    /** Why increments begin anew, or go back. */
    public enum Cause {
        /** There is none yet. */
        FIRST,
        /** The arena has another size, version or clump magic now. */
        REFORMATTED,
        /** The arena holds other clumps, or fewer, than those that were recorded. */
        ROLLED_BACK,
        /** The increment at the beginning does not count any more. */
        LOST,
        /** An increment that others go on from does not count any more; it is made again, and the chain goes on. */
        GAP
    }

    /** True if a chain begins here. */
    public boolean isNewChain() {
        return cause.isPresent() && cause.get() != Cause.GAP;
    }
}
