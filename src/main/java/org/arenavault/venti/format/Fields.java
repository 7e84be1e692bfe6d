package org.arenavault.venti.format;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.arenavault.io.CorruptException;

/** The field types that all venti structures are made of, read and written at absolute positions, big-endian. */
public final class Fields {

    /** Length of a name field; at most 63 bytes of it are significant. */
    static final int NAME = 64;

    private Fields() {
    }

    /** An unsigned byte. */
    public static int u8(ByteBuffer bytes, int at) {
        return bytes.get(at) & 0xFF;
    }

    /** An unsigned 16-bit number. */
    public static int u16(ByteBuffer bytes, int at) {
        return bytes.getShort(at) & 0xFFFF;
    }

    /** An unsigned 32-bit number. */
    public static long u32(ByteBuffer bytes, int at) {
        return bytes.getInt(at) & 0xFFFF_FFFFL;
    }

    /**
     * A u64 below 2^63; larger ones occur in damaged structures only.
     *
     * @param where in what it stands; a message joins it to the field's name
     */
    static long u64(ByteBuffer bytes, int at, String where, String field) throws CorruptException {
        long value = bytes.getLong(at);
        if (value < 0) {
            throw new CorruptException("%s: %s is %s, beyond every legal size".formatted(where, field,
                    Long.toUnsignedString(value)));
        }
        return value;
    }

    /** A name: at most 63 bytes up to the first NUL; Latin-1, so that any byte survives a round trip. */
    static String name(ByteBuffer bytes, int at) {
        byte[] field = new byte[NAME - 1];
        bytes.get(at, field);
        int length = 0;
        while (length < field.length && field[length] != 0) {
            length++;
        }
        return new String(field, 0, length, StandardCharsets.ISO_8859_1);
    }

    /** Puts the low 8 bits. */
    public static void putU8(ByteBuffer bytes, int at, int value) {
        bytes.put(at, (byte) value);
    }

    /** Puts the low 16 bits. */
    public static void putU16(ByteBuffer bytes, int at, int value) {
        bytes.putShort(at, (short) value);
    }

    /** Puts the low 32 bits. */
    public static void putU32(ByteBuffer bytes, int at, long value) {
        bytes.putInt(at, (int) value);
    }

    static void putName(ByteBuffer bytes, int at, String name) {
        byte[] field = new byte[NAME];
        byte[] text = name.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(text, 0, field, 0, Math.min(text.length, NAME - 1));
        bytes.put(at, field);
    }

    /** Twenty bytes that are a score. */
    public static Score score(ByteBuffer bytes, int at) {
        byte[] score = new byte[Score.SIZE];
        bytes.get(at, score);
        return Score.of(score);
    }
}
