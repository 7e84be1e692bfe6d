package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * The performance descriptor of SET STREAMING, 28 bytes (2.14; MMC-6, SET STREAMING).
 *
 * @param rotationControl WRC, as in {@link WriteSpeeds.Speed}
 * @param restoreDefaults RDD: back to the drive's own choice, the rest does not count
 * @param exact the drive shall keep exactly this
 * @param randomAccess RA
 * @param startLba first address it is for
 * @param endLba last address it is for
 * @param read how fast is read
 * @param write how fast is written
 */
public record StreamingDescriptor(int rotationControl, boolean restoreDefaults, boolean exact, boolean randomAccess,
                                  long startLba, long endLba, Rate read, Rate write) {

    /**
     * So much in so long.
     *
     * @param size kB (1000 bytes)
     * @param millis ms
     */
    public record Rate(long size, long millis) {
    }

    /** Bytes of the descriptor. */
    public static final int SIZE = 28;

    private static final long ONE_SECOND = 1000;

    /** These speeds in kB/s over the addresses 0 to {@code endLba}. */
    public static StreamingDescriptor ofSpeeds(long endLba, long readSpeed, long writeSpeed) {
        return new StreamingDescriptor(0, false, false, false, 0, endLba, new Rate(readSpeed, ONE_SECOND),
                new Rate(writeSpeed, ONE_SECOND));
    }

    /** Back to the drive's own choice. */
    public static StreamingDescriptor defaults() {
        return new StreamingDescriptor(0, true, false, false, 0, 0, new Rate(0, 0), new Rate(0, 0));
    }

    /** Reads the descriptor as the unit gets it. */
    public static StreamingDescriptor decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.fixed("SET STREAMING descriptor", bytes).require(SIZE);
        return new StreamingDescriptor(a.bits(0, 4, 3), a.bit(0, 2), a.bit(0, 1), a.bit(0, 0),
                a.u32(4), a.u32(8), new Rate(a.u32(12), a.u32(16)), new Rate(a.u32(20), a.u32(24)));
    }

    /** The descriptor, {@link #SIZE} bytes. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put8(b, 0, rotationControl << 3 | Answer.flag(restoreDefaults, 2) | Answer.flag(exact, 1)
                | Answer.flag(randomAccess, 0));
        BigEndian.put32(b, 4, startLba);
        BigEndian.put32(b, 8, endLba);
        BigEndian.put32(b, 12, read.size());
        BigEndian.put32(b, 16, read.millis());
        BigEndian.put32(b, 20, write.size());
        BigEndian.put32(b, 24, write.millis());
        return b;
    }
}
