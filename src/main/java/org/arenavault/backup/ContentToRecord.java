package org.arenavault.backup;

import java.io.IOException;
import java.util.OptionalInt;
import org.arenavault.io.Storage;
import org.arenavault.media.ContentName;

/** Something that is to be recorded, once it has been summed. */
interface ContentToRecord {

    /** What it is and what it is called. */
    ContentName id();

    /** Its bytes. */
    long size();

    /** B, the block size of an arena; empty for anything else. */
    OptionalInt blockSize();

    /** Whether a blank disc is begun for it; else it goes on one that was begun, or on none. */
    boolean beginsDiscs();

    /** Its bytes as they lie: nobody has summed them. */
    Storage contents() throws IOException;

    /** What it is called. */
    default String name() {
        return id().name();
    }

    /**
     * Reads and sums it.
     *
     * @throws org.arenavault.io.CorruptException if it is not fit to be recorded
     * @throws org.arenavault.io.MediumFaultException if it cannot be read
     */
    ReadyContent sum() throws IOException;
}
