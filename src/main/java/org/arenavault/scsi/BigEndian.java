package org.arenavault.scsi;

/** Unsigned big-endian integers in byte arrays, as every SCSI structure has them (SPC-4 3.5). */
public final class BigEndian {

    private BigEndian() {
    }

    /** The byte at {@code at}, 0 to 255. */
    public static int u8(byte[] bytes, int at) {
        return bytes[at] & 0xFF;
    }

    /** Two bytes at {@code at}. */
    public static int u16(byte[] bytes, int at) {
        return u8(bytes, at) << 8 | u8(bytes, at + 1);
    }

    /** Three bytes at {@code at}. */
    public static int u24(byte[] bytes, int at) {
        return u8(bytes, at) << 16 | u16(bytes, at + 1);
    }

    /** Four bytes at {@code at}. */
    public static long u32(byte[] bytes, int at) {
        return (long) u16(bytes, at) << 16 | u16(bytes, at + 2);
    }

    /** Stores the low 8 bits of {@code value}. */
    public static void put8(byte[] bytes, int at, int value) {
        bytes[at] = (byte) value;
    }

    /** Stores the low 16 bits of {@code value}. */
    public static void put16(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 8);
        bytes[at + 1] = (byte) value;
    }

    /** Stores the low 24 bits of {@code value}. */
    public static void put24(byte[] bytes, int at, int value) {
        bytes[at] = (byte) (value >> 16);
        put16(bytes, at + 1, value);
    }

    /** Stores the low 32 bits of {@code value}. */
    public static void put32(byte[] bytes, int at, long value) {
        put16(bytes, at, (int) (value >> 16));
        put16(bytes, at + 2, (int) value);
    }

    /** Stores {@code value}. */
    public static void put64(byte[] bytes, int at, long value) {
        put32(bytes, at, value >> 32);
        put32(bytes, at + 4, value);
    }
}
