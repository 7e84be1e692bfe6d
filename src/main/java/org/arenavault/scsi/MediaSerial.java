package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * READ MEDIA SERIAL NUMBER (2.16; MMC-6, READ MEDIA SERIAL NUMBER). Rarely supported, and it hangs one drive
 * (real-drives.md Q12).
 *
 * @param serial as text fit to be shown; empty where the medium has none
 */
public record MediaSerial(String serial) {

    private static final int HEADER = 4;

    /** The length of the whole answer according to its first bytes. */
    public static int announcedLength(byte[] head) {
        return Answer.announced32(head);
    }

    /** Reads the answer of {@link Cdb#readMediaSerialNumber}. */
    public static MediaSerial decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.counted32("READ MEDIA SERIAL NUMBER", bytes).require(HEADER);
        return new MediaSerial(a.text(HEADER, a.length()));
    }

    /** The answer. */
    public byte[] encode() {
        byte[] b = new byte[HEADER + serial.length()];
        BigEndian.put32(b, 0, serial.length());
        Answer.putText(b, HEADER, serial.length(), serial);
        return b;
    }
}
