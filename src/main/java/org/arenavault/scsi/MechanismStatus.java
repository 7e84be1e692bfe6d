package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * MECHANISM STATUS, the 8-byte header (2.16; MMC-6, MECHANISM STATUS).
 *
 * @param fault the changer part failed
 * @param state what the mechanism does: 0 idle, 1 playing, 2 scanning, 3 with a host session, 7 no state
 * @param doorOpen the tray is open
 * @param slots number of slots; 0 in a plain drive
 */
public record MechanismStatus(boolean fault, int state, boolean doorOpen, int slots) {

    /** Bytes of the header. */
    public static final int SIZE = 8;

    /** Reads the answer of {@link Cdb#mechanismStatus}. */
    public static MechanismStatus decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.fixed("MECHANISM STATUS", bytes).require(2);
        return new MechanismStatus(a.bit(0, 7), a.bits(1, 7, 5), a.bit(1, 4), a.bits(5, 5, 0));
    }

    /** The answer, {@link #SIZE} bytes. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put8(b, 0, Answer.flag(fault, 7));
        BigEndian.put8(b, 1, state << 5 | Answer.flag(doorOpen, 4));
        BigEndian.put8(b, 5, slots);
        return b;
    }
}
