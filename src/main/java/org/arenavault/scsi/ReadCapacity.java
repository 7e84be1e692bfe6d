package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * READ CAPACITY (2.9; SBC-3 5.15). Not a source for free space: a blank disc has a last LBA of 0, an open disc that
 * of the last closed session or 0.
 *
 * @param lastLba address of the last block
 * @param blockLength in bytes
 */
public record ReadCapacity(long lastLba, long blockLength) {

    /** Bytes of the answer. */
    public static final int SIZE = 8;

    /** Reads the answer of {@link Cdb#readCapacity}. */
    public static ReadCapacity decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.fixed("READ CAPACITY", bytes).require(SIZE);
        return new ReadCapacity(a.u32(0), a.u32(4));
    }

    /** The answer, {@link #SIZE} bytes. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put32(b, 0, lastLba);
        BigEndian.put32(b, 4, blockLength);
        return b;
    }

    /** Number of blocks; 0 for a last LBA of 0, which is what drives say of a disc that cannot be read yet. */
    public long blocks() {
        return lastLba == 0 ? 0 : lastLba + 1;
    }
}
