package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * Mode page 2Ah, capabilities and mechanical status, as far as speeds and the tray go (2.14; MMC-3, obsolete since).
 * Its speeds are useless for BD (real-drives.md Q18).
 *
 * @param lock the tray can be locked
 * @param locked it is
 * @param eject the drive ejects on command
 * @param loadingMechanism 0 caddy, 1 tray, 2 pop-up, 4 changer with single discs, 5 with magazines
 * @param bufferSize KiB
 * @param speeds how fast it is
 */
public record CapabilitiesPage(boolean lock, boolean locked, boolean eject, int loadingMechanism, int bufferSize,
                               Speeds speeds) {

    /**
     * Speeds in kB/s (1000 bytes).
     *
     * @param maxRead the fastest of reading
     * @param read that of reading in force
     * @param maxWrite the fastest of writing
     * @param write that in force: bytes 28-29, or bytes 20-21 where the page is an old, short one
     */
    public record Speeds(int maxRead, int read, int maxWrite, int write) {
    }

    /** Loading mechanism: tray. */
    public static final int TRAY = 1;

    /** Bytes of the page without write speed descriptors. */
    public static final int SIZE = 32;

    private static final int OLDEST_SIZE = 14;

    /** Reads the page; those of drives that write nothing end before the write speeds, which read as zero then. */
    public static CapabilitiesPage decode(ModePage page) throws CorruptException {
        Answer a = Answer.fixed("mode page 2Ah", page.bytes()).require(OLDEST_SIZE);
        return new CapabilitiesPage(a.bit(6, 0), a.bit(6, 1), a.bit(6, 3), a.bits(6, 7, 5), a.u16(12),
                new Speeds(a.u16(8), a.u16(14), a.u16(18), a.has(30) ? a.u16(28) : a.u16(20)));
    }

    /** The page, PS = 0. */
    public ModePage encode() {
        ModePage page = ModePage.blank(ModePage.CAPABILITIES, SIZE);
        byte[] b = page.bytes();
        BigEndian.put8(b, 6, loadingMechanism << 5 | Answer.flag(eject, 3) | Answer.flag(locked, 1)
                | Answer.flag(lock, 0));
        BigEndian.put16(b, 8, speeds.maxRead());
        BigEndian.put16(b, 12, bufferSize);
        BigEndian.put16(b, 14, speeds.read());
        BigEndian.put16(b, 18, speeds.maxWrite());
        BigEndian.put16(b, 20, speeds.write());
        BigEndian.put16(b, 28, speeds.write());
        return page;
    }
}
