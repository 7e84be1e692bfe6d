package org.arenavault.venti.index;

import java.io.IOException;

/** Takes the clumps of a store as their directories describe them. Each thread has one of its own. */
interface ClumpVisitor {

    /**
     * One clump.
     *
     * @param arena that it lies in
     * @param directory holds its directory entry, 25 bytes (venti-format 3.4), at {@code info}
     * @param address index address of the clump
     */
    void clump(FilledArena arena, byte[] directory, int info, long address) throws IOException;

    /** There are no more. */
    default void end() throws IOException {
        // most visitors have nothing left to do
    }
}
