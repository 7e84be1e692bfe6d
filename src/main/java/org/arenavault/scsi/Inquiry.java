package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * INQUIRY, standard data (2.2; SPC-4 6.6.2).
 *
 * @param qualifier peripheral qualifier; other than 0 the unit is not there
 * @param deviceType what the unit is: see the constants
 * @param removable RMB
 * @param version of SPC the unit claims, 5 or 6 in recent ones
 * @param mediumChanger MChngr: a changer is attached
 * @param vendor at most 8 characters, fit to be shown
 * @param product at most 16 characters
 * @param revision at most 4 characters
 */
public record Inquiry(int qualifier, int deviceType, boolean removable, int version, boolean mediumChanger,
                      String vendor, String product, String revision) {

    /** Device type of disks. */
    public static final int DISK = 0x00;
    /** Device type of CD, DVD and BD drives. */
    public static final int MMC = 0x05;
    /** Device type of medium changers. */
    public static final int CHANGER = 0x08;

    /** Bytes of the whole answer, as recorders give it: additional length 5Bh. */
    public static final int SIZE = 96;

    private static final int USED = 36;
    private static final int RESPONSE_DATA_FORMAT = 2;

    /** Reads the answer of {@link Cdb#inquiry}. */
    public static Inquiry decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.fixed("INQUIRY", bytes).require(5);
        a = a.cutAt(5L + a.u8(4));
        return new Inquiry(a.bits(0, 7, 5), a.bits(0, 4, 0), a.bit(1, 7), a.u8(2), a.bit(6, 3),
                a.text(8, 8), a.text(16, 16), a.text(32, USED - 32));
    }

    /** The answer, {@link #SIZE} bytes. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put8(b, 0, qualifier << 5 | deviceType);
        BigEndian.put8(b, 1, Answer.flag(removable, 7));
        BigEndian.put8(b, 2, version);
        BigEndian.put8(b, 3, RESPONSE_DATA_FORMAT);
        BigEndian.put8(b, 4, SIZE - 5);
        BigEndian.put8(b, 6, Answer.flag(mediumChanger, 3));
        Answer.putText(b, 8, 8, vendor);
        Answer.putText(b, 16, 16, product);
        Answer.putText(b, 32, 4, revision);
        return b;
    }
}
