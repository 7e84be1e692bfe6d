package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * Maker and type of a DVD (2.11): on +R and +RW from the address in pre-groove ({@link DiscStructure#DVD_ADIP}), on
 * -R and -RW from the pre-recorded lead-in ({@link DiscStructure#DVD_PRERECORDED}).
 *
 * @param manufacturer at most 8 characters; on -R the whole 12-character identifier
 * @param mediaType at most 3 characters; empty on -R
 */
public record DvdMediaId(String manufacturer, String mediaType) {

    private static final int PLUS_SIZE = 256;
    private static final int PLUS_MANUFACTURER = 19;
    private static final int PLUS_TYPE = 27;

    private static final int MINUS_SIZE = 35;
    private static final int FIELD_3 = 16;
    private static final int FIELD_4 = 24;
    private static final int IDENTIFIER = 6;

    /** Reads the payload of {@link DiscStructure#DVD_ADIP}. */
    public static DvdMediaId ofPlus(byte[] payload) throws CorruptException {
        Answer a = Answer.fixed("READ DISC STRUCTURE (ADIP)", payload).require(PLUS_TYPE + 3);
        return new DvdMediaId(a.text(PLUS_MANUFACTURER, 8), a.text(PLUS_TYPE, 3));
    }

    /** Reads the payload of {@link DiscStructure#DVD_PRERECORDED}: fields 3 and 4 hold half of the identifier each. */
    public static DvdMediaId ofMinus(byte[] payload) throws CorruptException {
        Answer a = Answer.fixed("READ DISC STRUCTURE (pre-recorded information)", payload).require(FIELD_4 + 7);
        if (a.u8(FIELD_3) != 3 || a.u8(FIELD_4) != 4) {
            throw a.useless("its fields 3 and 4 are not where they should be");
        }
        byte[] name = new byte[2 * IDENTIFIER];
        System.arraycopy(payload, FIELD_3 + 1, name, 0, IDENTIFIER);
        System.arraycopy(payload, FIELD_4 + 1, name, IDENTIFIER, IDENTIFIER);
        return new DvdMediaId(Answer.printable(name), "");
    }

    /** The payload of {@link DiscStructure#DVD_ADIP}. */
    public byte[] encodePlus() {
        byte[] b = new byte[PLUS_SIZE];
        Answer.putText(b, PLUS_MANUFACTURER, Math.min(8, manufacturer.length()), manufacturer);
        Answer.putText(b, PLUS_TYPE, Math.min(3, mediaType.length()), mediaType);
        return b;
    }

    /** The payload of {@link DiscStructure#DVD_PRERECORDED}. */
    public byte[] encodeMinus() {
        byte[] b = new byte[MINUS_SIZE];
        byte[] name = new byte[2 * IDENTIFIER];
        Answer.putText(name, 0, name.length, manufacturer);
        BigEndian.put8(b, FIELD_3, 3);
        System.arraycopy(name, 0, b, FIELD_3 + 1, IDENTIFIER);
        BigEndian.put8(b, FIELD_4, 4);
        System.arraycopy(name, IDENTIFIER, b, FIELD_4 + 1, IDENTIFIER);
        return b;
    }

    /** Maker and type as burning tools write them: {@code CMC MAG/M01}. */
    public String mediaId() {
        return mediaType.isEmpty() ? manufacturer : manufacturer + "/" + mediaType;
    }
}
