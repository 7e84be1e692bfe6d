package org.arenavault.backup;

import java.io.IOException;

/** An arena that is to be recorded, once it has been summed. */
interface ArenaToRecord {

    /** Its name. */
    String name();

    /** Bytes from head to tail. */
    long size();

    /** B, its block size. */
    int blockSize();

    /**
     * Reads and sums it.
     *
     * @throws org.arenavault.io.CorruptException if it is not fit to be recorded
     * @throws org.arenavault.io.MediumFaultException if it cannot be read
     */
    SealedArena sum() throws IOException;
}
