package org.arenavault.scsi;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;

/**
 * GET PERFORMANCE, type 0: the nominal speeds in force, by range of addresses (2.14; MMC-6, GET PERFORMANCE,
 * performance). 1 kB is 1000 bytes.
 *
 * @param of what they are speeds of, as the answer says
 * @param ranges in ascending order
 */
public record NominalPerformance(Of of, List<Range> ranges) {

    /** Reading or writing. */
    public enum Of {
        READ(0x10), WRITE(0x14);

        private final int dataType;

        Of(int dataType) {
            this.dataType = dataType;
        }

        /** The data type field of the CDB: tolerance 10 %, nominal, read or write. */
        int dataType() {
            return dataType;
        }
    }

    private static final int DESCRIPTOR = 16;

    public NominalPerformance {
        ranges = List.copyOf(ranges);
    }

    /**
     * One range of addresses.
     *
     * @param startLba first address
     * @param startSpeed kB/s there
     * @param endLba last address
     * @param endSpeed kB/s there
     */
    public record Range(long startLba, long startSpeed, long endLba, long endSpeed) {
    }

    /** The length of the whole answer according to its first bytes. */
    public static int announcedLength(byte[] head) {
        return Answer.announced32(head);
    }

    /** Reads the answer of {@link Cdb#getNominalPerformance}; a cut-off last descriptor is left out. */
    public static NominalPerformance decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.counted32("GET PERFORMANCE", bytes).require(WriteSpeeds.HEADER);
        List<Range> ranges = new ArrayList<>();
        for (int at = WriteSpeeds.HEADER; a.has(at + DESCRIPTOR); at += DESCRIPTOR) {
            ranges.add(new Range(a.u32(at), a.u32(at + 4), a.u32(at + 8), a.u32(at + 12)));
        }
        return new NominalPerformance(a.bit(4, 1) ? Of.WRITE : Of.READ, ranges);
    }

    /** The answer. */
    public byte[] encode() {
        byte[] b = new byte[WriteSpeeds.HEADER + DESCRIPTOR * ranges.size()];
        BigEndian.put32(b, 0, b.length - 4L);
        BigEndian.put8(b, 4, of == Of.WRITE ? 0x02 : 0x00);
        int at = WriteSpeeds.HEADER;
        for (Range range : ranges) {
            BigEndian.put32(b, at, range.startLba());
            BigEndian.put32(b, at + 4, range.startSpeed());
            BigEndian.put32(b, at + 8, range.endLba());
            BigEndian.put32(b, at + 12, range.endSpeed());
            at += DESCRIPTOR;
        }
        return b;
    }
}
