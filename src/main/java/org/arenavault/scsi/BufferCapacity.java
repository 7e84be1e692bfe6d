package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * READ BUFFER CAPACITY (2.16; MMC-6, READ BUFFER CAPACITY). It means something only while a track is being written;
 * a size below 64 KiB, or more free than there is, is to be ignored.
 *
 * @param inBlocks the numbers count blocks instead of bytes
 * @param size of the drive's buffer
 * @param free of it
 */
public record BufferCapacity(boolean inBlocks, long size, long free) {

    /** Bytes of the answer. */
    public static final int SIZE = 12;

    /** Reads the answer of {@link Cdb#readBufferCapacity}. */
    public static BufferCapacity decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.counted16("READ BUFFER CAPACITY", bytes).require(SIZE);
        return new BufferCapacity(a.bit(3, 0), a.u32(4), a.u32(8));
    }

    /** The answer, {@link #SIZE} bytes. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put16(b, 0, SIZE - 2);
        BigEndian.put8(b, 3, Answer.flag(inBlocks, 0));
        BigEndian.put32(b, 4, size);
        BigEndian.put32(b, 8, free);
        return b;
    }
}
