package org.arenavault.restore.catalog;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.increment.IncrementOrigin;

/**
 * What a track carries of an arena in a partition.
 *
 * @param arena that it was recorded from
 * @param from offset of its first clump from the arena's data start
 * @param to offset behind the last
 */
record ArenaPart(Arena arena, long from, long to) {

    /** All of it. */
    static ArenaPart whole(Arena arena) {
        return new ArenaPart(arena, 0, Long.MAX_VALUE);
    }

    /** The part that an increment is; empty if the arena does not hold these clumps any more. */
    static Optional<ArenaPart> of(Arena arena, IncrementOrigin origin) throws IOException {
        return origin.isIn(arena) ? Optional.of(new ArenaPart(arena, origin.from(), origin.to())) : Optional.empty();
    }
}
