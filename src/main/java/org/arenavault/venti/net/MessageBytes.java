package org.arenavault.venti.net;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** The bytes of messages that are to be sent, put where they go from. Numbers are big-endian. */
final class MessageBytes {

    private final ByteBuffer out;

    /** Puts them behind the position of {@code out}. */
    MessageBytes(ByteBuffer out) {
        this.out = out;
    }

    /** What every message begins with: the number of its kind, and its tag. */
    void putHead(int number, int tag) {
        put(1, number);
        put(1, tag);
    }

    void put(int bytes, long value) {
        for (int shift = 8 * (bytes - 1); shift >= 0; shift -= 8) {
            out.put((byte) (value >>> shift));
        }
    }

    void putBytes(byte[] bytes) {
        out.put(bytes);
    }

    void putZeros(int count) {
        for (int i = 0; i < count; i++) {
            out.put((byte) 0);
        }
    }

    /** A string longer than the protocol allows is cut; it is an error's text, or one of ours. */
    void putString(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = Math.min(bytes.length, MessageCodec.MAX_STRING);
        put(Short.BYTES, length);
        out.put(bytes, 0, length);
    }
}
