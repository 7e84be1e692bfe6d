package org.arenavault.scsi;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;

/**
 * GET PERFORMANCE, type 3: the write speeds to choose from (2.14; MMC-6, GET PERFORMANCE, write speed). 1 kB is 1000
 * bytes.
 *
 * @param speeds in the drive's order, fastest first as a rule
 */
public record WriteSpeeds(List<Speed> speeds) {

    /** The type field of the CDB. */
    public static final int TYPE = 3;

    static final int HEADER = 8;
    private static final int DESCRIPTOR = 16;

    public WriteSpeeds {
        speeds = List.copyOf(speeds);
    }

    /**
     * One speed.
     *
     * @param rotationControl WRC: 0 as the medium demands, 1 constant angular velocity
     * @param exact the drive keeps this speed over the whole medium
     * @param endLba last address; not a capacity (real-drives.md Q20)
     * @param readSpeed kB/s that go with it for reading
     * @param writeSpeed kB/s
     */
    public record Speed(int rotationControl, boolean exact, long endLba, long readSpeed, long writeSpeed) {
    }

    /** Bytes of an answer with {@code count} descriptors. */
    public static int size(int count) {
        return HEADER + DESCRIPTOR * count;
    }

    /** The length of the whole answer according to its first bytes. */
    public static int announcedLength(byte[] head) {
        return Answer.announced32(head);
    }

    /** Reads the answer of {@link Cdb#getWriteSpeeds}; a cut-off last descriptor is left out. */
    public static WriteSpeeds decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.counted32("GET PERFORMANCE (write speeds)", bytes).require(HEADER);
        List<Speed> speeds = new ArrayList<>();
        for (int at = HEADER; a.has(at + DESCRIPTOR); at += DESCRIPTOR) {
            speeds.add(new Speed(a.bits(at, 4, 3), a.bit(at, 1), a.u32(at + 4), a.u32(at + 8), a.u32(at + 12)));
        }
        return new WriteSpeeds(speeds);
    }

    /** The answer. */
    public byte[] encode() {
        byte[] b = new byte[size(speeds.size())];
        BigEndian.put32(b, 0, b.length - 4L);
        int at = HEADER;
        for (Speed speed : speeds) {
            BigEndian.put8(b, at, speed.rotationControl() << 3 | Answer.flag(speed.exact(), 1));
            BigEndian.put32(b, at + 4, speed.endLba());
            BigEndian.put32(b, at + 8, speed.readSpeed());
            BigEndian.put32(b, at + 12, speed.writeSpeed());
            at += DESCRIPTOR;
        }
        return b;
    }
}
