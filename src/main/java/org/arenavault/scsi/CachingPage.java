package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * Mode page 08h, caching (2.15; MMC-6 7.6). A drive that refuses to have it set is a normal drive.
 *
 * @param writeCache WCE: writes are acknowledged from the buffer
 * @param readCacheDisabled RCD
 */
public record CachingPage(boolean writeCache, boolean readCacheDisabled) {

    /** Bytes of the page. */
    public static final int SIZE = 12;

    /** Reads the page. */
    public static CachingPage decode(ModePage page) throws CorruptException {
        Answer a = Answer.fixed("mode page 08h", page.bytes()).require(3);
        return new CachingPage(a.bit(2, 2), a.bit(2, 0));
    }

    /** The page, PS = 0. */
    public ModePage encode() {
        ModePage page = ModePage.blank(ModePage.CACHING, SIZE);
        BigEndian.put8(page.bytes(), 2, Answer.flag(writeCache, 2) | Answer.flag(readCacheDisabled, 0));
        return page;
    }
}
