package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Takes what a repair finds. */
public interface RepairTarget {

    /**
     * Takes the bytes of a unit that was lost. The units of a member come in no order that one could rely on; each
     * comes once.
     *
     * @param member its number
     * @param position where the bytes stand in the member
     * @param bytes from position to limit; the buffer is used again
     */
    void write(int member, long position, ByteBuffer bytes) throws IOException;

    /** Whether a member to which all lost units were written comes to its digest now. */
    boolean isWhole(int member) throws IOException;
}
