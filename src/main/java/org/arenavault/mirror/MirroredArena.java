package org.arenavault.mirror;

import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.Partition;

/**
 * An arena of the source.
 *
 * @param partition that it lies in, as the configuration calls it
 */
record MirroredArena(Arena arena, Partition partition) {

    String name() {
        return arena.name();
    }
}
