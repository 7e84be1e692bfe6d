package org.arenavault.venti.net;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The bytes of a message that is to be sent, as they grow. Numbers are big-endian. */
final class MessageBytes {

    /** Bytes that a message without data rarely exceeds. */
    private static final int ROOM = 64;

    private final ByteArrayOutputStream out;

    MessageBytes(int bulk) {
        this.out = new ByteArrayOutputStream(ROOM + bulk);
    }

    /** What every message begins with: the number of its kind, and its tag. */
    void putHead(int number, int tag) {
        out.write(number);
        out.write(tag);
    }

    void put(int bytes, long value) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.write((int) (value >>> shift));
        }
    }

    void putBytes(byte[] bytes) {
        out.writeBytes(bytes);
    }

    void putZeros(int count) {
        out.writeBytes(new byte[count]);
    }

    /** A string longer than the protocol allows is cut; it is an error's text, or one of ours. */
    void putString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, MessageCodec.MAX_STRING);
        put(Short.BYTES, length);
        out.write(bytes, 0, length);
    }

    byte[] toBytes() {
        return out.toByteArray();
    }
}
