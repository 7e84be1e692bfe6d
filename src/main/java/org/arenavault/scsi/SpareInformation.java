package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * The spare area of a BD, the payload of {@link DiscStructure#BD_SPARE_AREA} (2.11): how worn a disc is. An
 * unformatted disc is refused instead, with 3/31/00, 5/24/00 or 5/30/10: harmless.
 *
 * @param free spare blocks left
 * @param allocated spare blocks in all
 */
public record SpareInformation(long free, long allocated) {

    /** Bytes behind the header. */
    public static final int SIZE = 12;

    /** Reads the payload of the structure. */
    public static SpareInformation decode(byte[] payload) throws CorruptException {
        Answer a = Answer.fixed("READ DISC STRUCTURE (spare area)", payload).require(SIZE);
        return new SpareInformation(a.u32(4), a.u32(8));
    }

    /** The payload, {@link #SIZE} bytes. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put32(b, 4, free);
        BigEndian.put32(b, 8, allocated);
        return b;
    }
}
