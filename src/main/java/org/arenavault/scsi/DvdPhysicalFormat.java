package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * The physical format of a DVD, the payload of {@link DiscStructure#DVD_PHYSICAL} (2.11), as far as it tells what
 * the disc says it is.
 *
 * @param bookType 0 ROM, 1 RAM, 2 -R, 3 -RW, 9 +RW, Ah +R, Dh +RW DL, Eh +R DL
 * @param rewritable layer type, b2[2]
 * @param recordable layer type, b2[1]
 */
public record DvdPhysicalFormat(int bookType, boolean rewritable, boolean recordable) {

    /** Bytes behind the header, as drives send them. */
    public static final int SIZE = 2048;

    /** Reads the payload of the structure. */
    public static DvdPhysicalFormat decode(byte[] payload) throws CorruptException {
        Answer a = Answer.fixed("READ DISC STRUCTURE (physical format)", payload).require(3);
        return new DvdPhysicalFormat(a.bits(0, 7, 4), a.bit(2, 2), a.bit(2, 1));
    }

    /** The payload, {@link #SIZE} bytes. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put8(b, 0, bookType << 4);
        BigEndian.put8(b, 2, Answer.flag(rewritable, 2) | Answer.flag(recordable, 1));
        return b;
    }
}
