package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * Mode page 01h, read/write error recovery (2.15; MMC-6 7.3).
 *
 * @param flags byte 2: AWRE (bit 7), ARRE (6), TB (5), RC (4), PER (2), DTE (1), DCR (0)
 * @param readRetries how often a block is tried
 * @param emcdr byte 7, bits 1-0
 * @param writeRetries how often a write is tried
 */
public record ErrorRecoveryPage(int flags, int readRetries, int emcdr, int writeRetries) {

    /** AWRE: reallocate on write. */
    public static final int AWRE = 0x80;
    /** ARRE: reallocate on read. */
    public static final int ARRE = 0x40;

    /** Bytes of the page. */
    public static final int SIZE = 12;

    /** Reads the page. */
    public static ErrorRecoveryPage decode(ModePage page) throws CorruptException {
        Answer a = Answer.fixed("mode page 01h", page.bytes()).require(4);
        return new ErrorRecoveryPage(a.u8(2), a.u8(3), a.bits(7, 1, 0), a.u8(8));
    }

    /** The page, PS = 0. */
    public ModePage encode() {
        ModePage page = ModePage.blank(ModePage.ERROR_RECOVERY, SIZE);
        byte[] b = page.bytes();
        BigEndian.put8(b, 2, flags);
        BigEndian.put8(b, 3, readRetries);
        BigEndian.put8(b, 7, emcdr);
        BigEndian.put8(b, 8, writeRetries);
        return page;
    }
}
