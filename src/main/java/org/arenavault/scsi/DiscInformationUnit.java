package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * A BD disc information unit, 112 bytes, the first of {@link DiscStructure#BD_DISC_INFORMATION} (2.11;
 * real-drives.md 9.2). It describes the recordable zone as the maker pressed it, never what has been recorded.
 * Format 01h (one and two layers) and format 04h (three and four) keep the zone's addresses in different places.
 *
 * @param head what unit it is
 * @param kind {@code BDO} read-only, {@code BDR} recordable, {@code BDW} rewritable
 * @param layers number of layers
 * @param zone where data can lie
 * @param maker who made it
 */
public record DiscInformationUnit(Head head, String kind, int layers, Zone zone, Maker maker) {

    /**
     * What unit it is.
     *
     * @param format 01h or 04h; of others the zone is unknown and reads 0
     * @param unitsPerLayer byte 3
     * @param layer the layer this unit is about
     * @param sequence byte 5
     * @param used bytes in use
     */
    public record Head(int format, int unitsPerLayer, int layer, int sequence, int used) {
    }

    /**
     * The data zone of the layer, in address units of 8 blocks.
     *
     * @param first the first one
     * @param last the last one
     */
    public record Zone(long first, long last) {
    }

    /**
     * Who made it.
     *
     * @param manufacturer at most 6 characters
     * @param mediaType at most 3 characters
     * @param revision of the medium
     */
    public record Maker(String manufacturer, String mediaType, int revision) {
    }

    /** Bytes of a unit. */
    public static final int SIZE = 112;

    /** Bytes of the area of units, as a drive answers it. */
    public static final int AREA_SIZE = 4096;

    /** One and two layers. */
    public static final int FORMAT_01 = 0x01;
    /** Three and four layers. */
    public static final int FORMAT_04 = 0x04;

    private static final int SIGNATURE = 'D' << 8 | 'I';
    private static final int BD = 'B' << 8 | 'D';
    private static final int BLOCKS_PER_ADDRESS_UNIT = 8;
    private static final int ZONE_01 = 24;
    private static final int ZONE_04 = 19;
    private static final int MANUFACTURER_AT = 100;
    private static final int MEDIA_TYPE_AT = 106;
    private static final int REVISION_AT = 111;

    /**
     * Reads the unit at the beginning of {@code bytes}.
     *
     * @throws CorruptException if it has not both signatures, {@code DI} and {@code BD}: a DVD drive ignores the
     *     medium field of the command and answers a DVD structure
     */
    public static DiscInformationUnit decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.fixed("READ DISC STRUCTURE (disc information)", bytes).require(11);
        if (a.u16(0) != SIGNATURE || a.u16(8) != BD) {
            throw a.useless("it is not a BD disc information");
        }
        int zone = zoneAt(a.u8(2));
        return new DiscInformationUnit(new Head(a.u8(2), a.u8(3), a.u8(4), a.u8(5), a.u8(6)), a.text(8, 3),
                a.bits(12, 7, 4), zone == 0 ? new Zone(0, 0) : new Zone(a.u32(zone), a.u32(zone + 4)),
                new Maker(a.text(MANUFACTURER_AT, 6), a.text(MEDIA_TYPE_AT, 3), a.u8(REVISION_AT)));
    }

    /** The unit, {@link #SIZE} bytes; what this record does not name is zero. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put16(b, 0, SIGNATURE);
        BigEndian.put8(b, 2, head.format());
        BigEndian.put8(b, 3, head.unitsPerLayer());
        BigEndian.put8(b, 4, head.layer());
        BigEndian.put8(b, 5, head.sequence());
        BigEndian.put8(b, 6, head.used());
        Answer.putText(b, 8, 3, kind);
        BigEndian.put8(b, 12, layers << 4);
        int at = zoneAt(head.format());
        if (at != 0) {
            BigEndian.put32(b, at, zone.first());
            BigEndian.put32(b, at + 4, zone.last());
        }
        putPadded(b, MANUFACTURER_AT, 6, maker.manufacturer());
        putPadded(b, MEDIA_TYPE_AT, 3, maker.mediaType());
        BigEndian.put8(b, REVISION_AT, maker.revision());
        return b;
    }

    /** Maker and type as burning tools write them: {@code VERBAT/IMe}. */
    public String mediaId() {
        return maker.manufacturer() + "/" + maker.mediaType();
    }

    /** Blocks of the whole disc without spares; 0 where the zone is unknown. */
    public long capacity() {
        long units = zone.last() - zone.first();
        return units <= 0 ? 0 : (units + 2) * BLOCKS_PER_ADDRESS_UNIT * layers;
    }

    private static int zoneAt(int format) {
        return switch (format) {
            case FORMAT_01 -> ZONE_01;
            case FORMAT_04 -> ZONE_04;
            default -> 0;
        };
    }

    /** Identifiers are filled up with NULs here, not blanks. */
    private static void putPadded(byte[] b, int at, int count, String text) {
        Answer.putText(b, at, Math.min(count, text.length()), text);
    }
}
