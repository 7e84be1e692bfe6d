package org.arenavault.scsi;

import org.arenavault.io.CorruptException;

/**
 * The parameter list of FORMAT UNIT, 12 bytes (2.10; MMC-6, FORMAT UNIT).
 *
 * @param optionsValid FOV: the other options of byte 1 count
 * @param noCertification DCRT
 * @param immed IMMED: answer at once, work on
 * @param format what to format to; {@code parameter} copied from the descriptor the drive offered
 */
public record FormatUnitParameters(boolean optionsValid, boolean noCertification, Cdb.Immed immed,
                                   FormatDescriptor format) {

    /** Bytes of the list. */
    public static final int SIZE = 12;

    private static final int DESCRIPTOR_AT = 4;

    /** A plain list: this format, no options. */
    public static FormatUnitParameters of(FormatDescriptor format, Cdb.Immed immed) {
        return new FormatUnitParameters(false, false, immed, format);
    }

    /** Reads the list as the unit gets it. */
    public static FormatUnitParameters decode(byte[] bytes) throws CorruptException {
        Answer a = Answer.fixed("FORMAT UNIT parameter list", bytes).require(SIZE);
        if (a.u16(2) != FormatDescriptor.SIZE) {
            throw a.useless("its descriptor length is %d instead of %d".formatted(a.u16(2), FormatDescriptor.SIZE));
        }
        return new FormatUnitParameters(a.bit(1, 7), a.bit(1, 5), a.bit(1, 1) ? Cdb.Immed.ON : Cdb.Immed.OFF,
                FormatDescriptor.read(a, DESCRIPTOR_AT));
    }

    /** The list, {@link #SIZE} bytes. */
    public byte[] encode() {
        byte[] b = new byte[SIZE];
        BigEndian.put8(b, 1, Answer.flag(optionsValid, 7) | Answer.flag(noCertification, 5)
                | Answer.flag(immed == Cdb.Immed.ON, 1));
        BigEndian.put16(b, 2, FormatDescriptor.SIZE);
        format.put(b, DESCRIPTOR_AT);
        return b;
    }
}
