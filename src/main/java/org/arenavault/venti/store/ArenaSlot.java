package org.arenavault.venti.store;

import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Partition;

/** An arena of the store, its place in the index, and how far it has come. Guarded by the store's lock. */
final class ArenaSlot {

    private final Arena arena;
    private final Partition partition;
    private final long address;
    private ArenaTail tail;

    /**
     * An arena.
     *
     * @param partition as the configuration calls it
     * @param address index address of its first clump
     */
    ArenaSlot(Arena arena, Partition partition, long address, ArenaTail tail) {
        this.arena = arena;
        this.partition = partition;
        this.address = address;
        this.tail = tail;
    }

    Arena arena() {
        return arena;
    }

    Partition partition() {
        return partition;
    }

    long address() {
        return address;
    }

    /** What its tail says, or will say after the next flush. */
    ArenaTail tail() {
        return tail;
    }

    void becomes(ArenaTail fresh) {
        tail = fresh;
    }

    /** True if its tail does not yet say that everything in it is indexed, and, once it is full, sealed. */
    boolean isPending() {
        return !tail.disk().equals(tail.memory());
    }
}
