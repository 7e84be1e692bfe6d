package org.arenavault.scsi;

/**
 * One mode page as it travels (SPC-4 7.5; MMC-6 7).
 *
 * @param bytes the whole page with its 2-byte header, so that offsets are those of the tables. Not to be changed
 */
public record ModePage(byte[] bytes) {

    /** Error recovery: {@link ErrorRecoveryPage}. */
    public static final int ERROR_RECOVERY = 0x01;
    /** Write parameters: {@link WriteParametersPage}; CD-R and DVD-R only, never sent to DVD+ or BD. */
    public static final int WRITE_PARAMETERS = 0x05;
    /** Caching: {@link CachingPage}. */
    public static final int CACHING = 0x08;
    /** Power condition. */
    public static final int POWER_CONDITION = 0x1A;
    /** Time-out and protect. */
    public static final int TIMEOUT = 0x1D;
    /** Capabilities: {@link CapabilitiesPage}. */
    public static final int CAPABILITIES = 0x2A;
    /** In a CDB: all pages. */
    public static final int ALL = 0x3F;

    static final int HEADER = 2;

    private static final int CODE_MASK = 0x3F;

    /** An empty page of {@code size} bytes, header included, PS = 0. */
    static ModePage blank(int code, int size) {
        byte[] b = new byte[size];
        BigEndian.put8(b, 0, code);
        BigEndian.put8(b, 1, size - HEADER);
        return new ModePage(b);
    }

    /** The page's number. */
    public int code() {
        return bytes[0] & CODE_MASK;
    }
}
