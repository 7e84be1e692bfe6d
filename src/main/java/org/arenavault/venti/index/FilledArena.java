package org.arenavault.venti.index;

import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaStats;

/**
 * An arena whose tail is sound, and its place in the index.
 *
 * @param base index address of its first clump
 * @param disk the part that the tail says is indexed
 * @param memory everything appended
 */
record FilledArena(Arena arena, long base, ArenaStats disk, ArenaStats memory) {

    /** Index address behind its last clump. */
    long stop() {
        return base + memory.used();
    }

    /** True for a clump that a starting server enters by itself, because the tail does not say that it is indexed. */
    boolean isPending(long address) {
        return address - base >= disk.used();
    }
}
