package org.arenavault.scsi;

/**
 * One way to format a medium: a formattable capacity descriptor of {@link FormatCapacities}, and the core of
 * {@link FormatUnitParameters} (2.9, 2.10). Eight bytes.
 *
 * @param blocks user capacity it would give, in blocks
 * @param type format type, 6 bits: see the constants
 * @param subtype 2 bits, meaning by type
 * @param parameter 24 bits, meaning by type: on BD mostly the number of spare clusters
 */
public record FormatDescriptor(long blocks, int type, int subtype, int parameter) {

    /** Full or default format. */
    public static final int FULL = 0x00;
    /** DVD+RW. */
    public static final int PLUS_RW = 0x26;
    /** BD-RE, with spares. */
    public static final int BD_RE_SPARES = 0x30;
    /** BD-RE, without spares. */
    public static final int BD_RE_PLAIN = 0x31;
    /** BD-R, with a chosen amount of spares. */
    public static final int BD_R_SPARES = 0x32;

    /** BD-R subtype: sequential with pseudo-overwrite. Never create these. */
    public static final int SRM_POW = 0;
    /** BD-R subtype: sequential with spares. */
    public static final int SRM = 1;
    /** BD-R subtype: random recording. */
    public static final int RRM = 2;

    static final int SIZE = 8;

    static FormatDescriptor read(Answer a, int at) {
        return new FormatDescriptor(a.u32(at), a.bits(at + 4, 7, 2), a.bits(at + 4, 1, 0), a.u24(at + 5));
    }

    void put(byte[] b, int at) {
        BigEndian.put32(b, at, blocks);
        BigEndian.put8(b, at + 4, type << 2 | subtype);
        BigEndian.put24(b, at + 5, parameter);
    }
}
