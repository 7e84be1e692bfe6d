package org.arenavault.scsi;

/**
 * Sense data, fixed or descriptor format (2.3; SPC-4 4.5).
 *
 * @param deferred true if the error belongs to an earlier write, position unknown (response codes 71h, 73h)
 * @param key sense key, 0 to 15
 * @param asc additional sense code
 * @param ascq its qualifier
 * @param informationValid whether {@code information} means anything
 * @param information usually the LBA in question
 * @param keySpecific the three sense-key-specific bytes; bit 23 is SKSV, without which the rest means nothing
 */
public record SenseData(boolean deferred, int key, int asc, int ascq, boolean informationValid, long information,
                        int keySpecific) {

    /** How sense travels. */
    public enum Format { FIXED, DESCRIPTOR }

    /**
     * Which field the unit objects to, with key 5.
     *
     * @param inCdb true if it lies in the CDB, false if in the parameter list (C/D)
     * @param byteIndex the byte, from 0
     * @param bit the highest bit of the field, or {@link #NO_BIT}
     */
    public record FieldPointer(boolean inCdb, int byteIndex, int bit) {

        /** The unit named a byte and no bit. */
        public static final int NO_BIT = -1;
    }

    /** No sense: what a status without sense, or with bytes that are none, comes to. */
    public static final SenseData NONE = of(SenseKey.NO_SENSE, 0, 0);

    /** Bytes of fixed sense as made by {@link #encode}. */
    public static final int FIXED_SIZE = 18;

    private static final int CURRENT_FIXED = 0x70;
    private static final int DEFERRED_FIXED = 0x71;
    private static final int CURRENT_DESCRIPTOR = 0x72;
    private static final int DEFERRED_DESCRIPTOR = 0x73;

    private static final int INFORMATION_DESCRIPTOR = 0x00;
    private static final int KEY_SPECIFIC_DESCRIPTOR = 0x02;

    private static final int SKSV = 0x800000;
    private static final int FIELD_IN_CDB = 0x400000;
    private static final int BIT_POINTER_VALID = 0x080000;

    /** A current error and nothing more. */
    public static SenseData of(SenseKey key, int asc, int ascq) {
        return new SenseData(false, key.code(), asc, ascq, false, 0, 0);
    }

    /**
     * Reads sense of either format. It cannot fail: of a command that failed the status is what counts, and bytes
     * that are no sense come to {@link #NONE}.
     *
     * @param bytes as {@link CommandResult#sense} or the data of REQUEST SENSE have them
     */
    public static SenseData decode(byte[] bytes) {
        Answer answer = Answer.fixed("sense", bytes);
        return switch (answer.bits(0, 6, 0)) {
            case CURRENT_FIXED, DEFERRED_FIXED -> decodeFixed(answer.has(8) ? answer.cutAt(8L + answer.u8(7)) : answer);
            case CURRENT_DESCRIPTOR, DEFERRED_DESCRIPTOR -> decodeDescriptors(answer.cutAt(8L + answer.u8(7)));
            default -> NONE;
        };
    }

    /** The sense of a command's result; {@link #NONE} where there is none. */
    public static SenseData of(CommandResult result) {
        return decode(result.sense());
    }

    private static SenseData decodeFixed(Answer a) {
        return new SenseData(a.bits(0, 6, 0) == DEFERRED_FIXED, a.bits(2, 3, 0), a.u8(12), a.u8(13),
                a.bit(0, 7), a.u32(3), sksv(a.u24(15)));
    }

    private static SenseData decodeDescriptors(Answer a) {
        boolean informationValid = false;
        long information = 0;
        int keySpecific = 0;
        for (int at = 8; a.has(at + 2); at += 2 + a.u8(at + 1)) {
            if (a.u8(at) == INFORMATION_DESCRIPTOR && a.has(at + 12)) {
                informationValid = a.bit(at + 2, 7);
                information = a.u64(at + 4);
            } else if (a.u8(at) == KEY_SPECIFIC_DESCRIPTOR && a.has(at + 7)) {
                keySpecific = sksv(a.u24(at + 4));
            }
        }
        return new SenseData(a.bits(0, 6, 0) == DEFERRED_DESCRIPTOR, a.bits(1, 3, 0), a.u8(2), a.u8(3),
                informationValid, information, keySpecific);
    }

    private static int sksv(int bytes) {
        return (bytes & SKSV) != 0 ? bytes : 0;
    }

    /** The bytes of this sense: 18 in the fixed format, 8 and its descriptors in the other. */
    public byte[] encode(Format format) {
        return format == Format.FIXED ? encodeFixed() : encodeDescriptors();
    }

    private byte[] encodeFixed() {
        byte[] bytes = new byte[FIXED_SIZE];
        BigEndian.put8(bytes, 0, (deferred ? DEFERRED_FIXED : CURRENT_FIXED) | Answer.flag(informationValid, 7));
        BigEndian.put8(bytes, 2, key);
        BigEndian.put32(bytes, 3, information);
        BigEndian.put8(bytes, 7, FIXED_SIZE - 8);
        BigEndian.put8(bytes, 12, asc);
        BigEndian.put8(bytes, 13, ascq);
        BigEndian.put24(bytes, 15, keySpecific);
        return bytes;
    }

    private byte[] encodeDescriptors() {
        byte[] bytes = new byte[8 + (informationValid ? 12 : 0) + (keySpecific != 0 ? 8 : 0)];
        BigEndian.put8(bytes, 0, deferred ? DEFERRED_DESCRIPTOR : CURRENT_DESCRIPTOR);
        BigEndian.put8(bytes, 1, key);
        BigEndian.put8(bytes, 2, asc);
        BigEndian.put8(bytes, 3, ascq);
        BigEndian.put8(bytes, 7, bytes.length - 8);
        int at = 8;
        if (informationValid) {
            BigEndian.put8(bytes, at, INFORMATION_DESCRIPTOR);
            BigEndian.put8(bytes, at + 1, 0x0A);
            BigEndian.put8(bytes, at + 2, 0x80);
            BigEndian.put64(bytes, at + 4, information);
            at += 12;
        }
        if (keySpecific != 0) {
            BigEndian.put8(bytes, at, KEY_SPECIFIC_DESCRIPTOR);
            BigEndian.put8(bytes, at + 1, 0x06);
            BigEndian.put24(bytes, at + 4, keySpecific);
        }
        return bytes;
    }

    /** The same with an LBA, or whatever else the information field is to say. */
    public SenseData withInformation(long value) {
        return new SenseData(deferred, key, asc, ascq, true, value, keySpecific);
    }

    /** The same as an error of an earlier write. */
    public SenseData asDeferred() {
        return new SenseData(true, key, asc, ascq, informationValid, information, keySpecific);
    }

    /** The same with a progress indication of {@code progress} / 65536. */
    public SenseData withProgress(int progress) {
        return new SenseData(deferred, key, asc, ascq, informationValid, information, SKSV | (progress & 0xFFFF));
    }

    /** The same, pointing at a field. */
    public SenseData withFieldPointer(FieldPointer pointer) {
        int bit = pointer.bit() == FieldPointer.NO_BIT ? 0 : BIT_POINTER_VALID | (pointer.bit() << 16);
        return new SenseData(deferred, key, asc, ascq, informationValid, information,
                SKSV | (pointer.inCdb() ? FIELD_IN_CDB : 0) | bit | (pointer.byteIndex() & 0xFFFF));
    }

    /** True if the sense says how far an operation has come: SKSV with key 0 or 2. */
    public boolean hasProgress() {
        return keySpecific != 0 && (is(SenseKey.NO_SENSE) || is(SenseKey.NOT_READY));
    }

    /** How far the operation has come, in 65536ths; 0 without {@link #hasProgress}. */
    public int progress() {
        return hasProgress() ? keySpecific & 0xFFFF : 0;
    }

    /** True if the sense points at a field: SKSV with key 5. */
    public boolean hasFieldPointer() {
        return keySpecific != 0 && is(SenseKey.ILLEGAL_REQUEST);
    }

    /** The field in question; byte 0 of the CDB without {@link #hasFieldPointer}. */
    public FieldPointer fieldPointer() {
        if (!hasFieldPointer()) {
            return new FieldPointer(true, 0, FieldPointer.NO_BIT);
        }
        int bit = (keySpecific & BIT_POINTER_VALID) == 0 ? FieldPointer.NO_BIT : (keySpecific >> 16) & 0x7;
        return new FieldPointer((keySpecific & FIELD_IN_CDB) != 0, keySpecific & 0xFFFF, bit);
    }

    /** True if the key is this one. */
    public boolean is(SenseKey other) {
        return key == other.code();
    }

    /** True if key, code and qualifier are these. */
    public boolean is(SenseKey other, int otherAsc, int otherAscq) {
        return is(other) && asc == otherAsc && ascq == otherAscq;
    }

    /** What it means in a few words, for messages: {@code "long write in progress (2/04/08)"}. */
    public String describe() {
        return SenseText.of(this) + " (" + this + (deferred ? ", deferred" : "")
                + (informationValid ? ", at " + information : "") + ")";
    }

    /** Key, code and qualifier in hexadecimal, as the specification writes them: {@code 3/0C/00}. */
    @Override
    public String toString() {
        return "%X/%02X/%02X".formatted(key, asc, ascq);
    }
}
