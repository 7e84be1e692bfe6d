package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * A BD disc information unit, 112 bytes, the first of {@link DiscStructure#BD_DISC_INFORMATION} (2.11;
 * real-drives.md 9.2). It describes the recordable zone as the maker pressed it, never what has been recorded.
 * Format 01h (one and two layers) and format 04h (three and four) keep the zone's addresses in different places.
 *
 * @param format 01h or 04h; of others the zone is unknown and reads 0
 * @param unitsPerLayer byte 3
 * @param layer the layer this unit is about
 * @param sequence byte 5
 * @param used bytes in use
 * @param kind {@code BDO} read-only, {@code BDR} recordable, {@code BDW} rewritable
 * @param layers number of layers
 * @param firstAddressUnit first address unit (8 blocks) of the layer's data zone
 * @param lastAddressUnit last one
 * @param manufacturer at most 6 characters
 * @param mediaType at most 3 characters
 * @param revision of the medium
 */
public record DiscInformationUnit(int format, int unitsPerLayer, int layer, int sequence, int used, String kind,
                                  int layers, long firstAddressUnit, long lastAddressUnit, String manufacturer,
                                  String mediaType, int revision) {

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
        return new DiscInformationUnit(a.u8(2), a.u8(3), a.u8(4), a.u8(5), a.u8(6), a.text(8, 3), a.bits(12, 7, 4),
                zone == 0 ? 0 : a.u32(zone), zone == 0 ? 0 : a.u32(zone + 4), a.text(MANUFACTURER_AT, 6),
                a.text(MEDIA_TYPE_AT, 3), a.u8(REVISION_AT));
    }

    /** The unit, {@link #SIZE} bytes; what this record does not name is zero. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put16(b, 0, SIGNATURE);
        BigEndian.put8(b, 2, format);
        BigEndian.put8(b, 3, unitsPerLayer);
        BigEndian.put8(b, 4, layer);
        BigEndian.put8(b, 5, sequence);
        BigEndian.put8(b, 6, used);
        Answer.putText(b, 8, 3, kind);
        BigEndian.put8(b, 12, layers << 4);
        int zone = zoneAt(format);
        if (zone != 0) {
            BigEndian.put32(b, zone, firstAddressUnit);
            BigEndian.put32(b, zone + 4, lastAddressUnit);
        }
        putPadded(b, MANUFACTURER_AT, 6, manufacturer);
        putPadded(b, MEDIA_TYPE_AT, 3, mediaType);
        BigEndian.put8(b, REVISION_AT, revision);
        return b;
    }

    /** Maker and type as burning tools write them: {@code VERBAT/IMe}. */
    public String mediaId() {
        return manufacturer + "/" + mediaType;
    }

    /** Blocks of the whole disc without spares; 0 where the zone is unknown. */
    public long capacity() {
        long units = lastAddressUnit - firstAddressUnit;
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
