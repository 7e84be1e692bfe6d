package org.arenavault.scsi;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;

/**
 * READ DISC STRUCTURE: 4 bytes of header and what the format is about (2.11; MMC-6, READ DISC STRUCTURE).
 *
 * @param announced bytes the whole answer would have, however many were asked for: 4100 for a BD disc information,
 *     2052 for a DVD structure (real-drives.md Q21)
 * @param payload what follows the header
 */
public record DiscStructure(int announced, byte[] payload) {

    /** BD: disc information, {@link DiscInformationUnit}. */
    public static final int BD_DISC_INFORMATION = 0x00;
    /** BD: burst cutting area, raw bytes; its first unit tells discs apart (real-drives.md Q29). */
    public static final int BD_BURST_CUTTING_AREA = 0x03;
    /** BD: spare area, {@link SpareInformation}. */
    public static final int BD_SPARE_AREA = 0x0A;
    /** DVD: physical format, {@link DvdPhysicalFormat}. */
    public static final int DVD_PHYSICAL = 0x00;
    /** DVD-R/-RW: pre-recorded information in the lead-in, {@link DvdMediaId#ofMinus}. */
    public static final int DVD_PRERECORDED = 0x0E;
    /** DVD+R/+RW: address in pre-groove, {@link DvdMediaId#ofPlus}. */
    public static final int DVD_ADIP = 0x11;
    /** List of the formats there are. */
    public static final int STRUCTURE_LIST = 0xFF;

    /** Bytes of the header. */
    public static final int HEADER = 4;

    private static final int LIST_ENTRY = 4;

    /**
     * A format the drive knows: an entry of {@link #STRUCTURE_LIST}.
     *
     * @param code the format
     * @param readable RDS
     * @param length bytes of that answer
     */
    public record Listed(int code, boolean readable, int length) {
    }

    /** Reads the answer of {@link Cdb#readDiscStructure}. */
    public static DiscStructure decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.counted16("READ DISC STRUCTURE", bytes).require(HEADER);
        return new DiscStructure(Answer.announced16(bytes), a.bytes(HEADER, a.length()));
    }

    /** The answer to be, with this behind the header. */
    public static DiscStructure of(byte[] payload) {
        return new DiscStructure(HEADER + payload.length, payload);
    }

    /** The answer. */
    public byte[] encode() {
        byte[] b = new byte[HEADER + payload.length];
        BigEndian.put16(b, 0, b.length - 2);
        System.arraycopy(payload, 0, b, HEADER, payload.length);
        return b;
    }

    /** The payload of {@link #STRUCTURE_LIST}. */
    public List<Listed> list() {
        List<Listed> listed = new ArrayList<>();
        for (int at = 0; at + LIST_ENTRY <= payload.length; at += LIST_ENTRY) {
            listed.add(new Listed(BigEndian.u8(payload, at), (payload[at + 1] >> 6 & 1) == 1,
                    BigEndian.u16(payload, at + 2)));
        }
        return List.copyOf(listed);
    }

    /** A {@link #STRUCTURE_LIST} of these. */
    public static DiscStructure ofList(List<Listed> listed) {
        byte[] b = new byte[LIST_ENTRY * listed.size()];
        int at = 0;
        for (Listed entry : listed) {
            BigEndian.put8(b, at, entry.code());
            BigEndian.put8(b, at + 1, Answer.flag(entry.readable(), 6));
            BigEndian.put16(b, at + 2, entry.length());
            at += LIST_ENTRY;
        }
        return of(b);
    }
}
