package org.arenavault.parity;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import org.arenavault.io.UnitSums;

/**
 * A piece of data times 1, 2, 4, ... 128, so that its product with any number is the XOR of some of these: eight bytes
 * are doubled at once in a long. Tables of bytes would take seven times as long.
 */
final class Multiples {

    /** Longs of a piece: 8 KiB, so that all eight multiples stay near the processor. */
    static final int LONGS = 1024;

    private static final int BITS = 8;
    private static final long LOW_BITS = 0x0101010101010101L;
    private static final long ALL_BUT_HIGH_BITS = 0x7F7F7F7F7F7F7F7FL;

    private final long[][] times = new long[BITS][LONGS];
    private final long[][] chosen = new long[BITS][];

    /** Takes the next piece. */
    void take(LongBuffer source, int at) {
        source.get(at, times[0], 0, LONGS);
        fill();
    }

    /** The same from an array. */
    void take(long[] source, int at) {
        System.arraycopy(source, at, times[0], 0, LONGS);
        fill();
    }

    private void fill() {
        for (int bit = 1; bit < BITS; bit++) {
            twice(times[bit - 1], times[bit]);
        }
    }

    private static void twice(long[] from, long[] to) {
        for (int i = 0; i < LONGS; i++) {
            long x = from[i];
            long high = (x >>> 7) & LOW_BITS;
            to[i] = ((x & ALL_BUT_HIGH_BITS) << 1) ^ (high | high << 2 | high << 3 | high << 4);
        }
    }

    /** Adds a unit times {@code factor}, which {@code source} holds from {@code from} on, to that in {@code target}. */
    void add(int factor, ByteBuffer source, int from, ByteBuffer target) {
        LongBuffer in = longs(source, from);
        LongBuffer out = longs(target, 0);
        long[] sum = new long[LONGS];
        for (int piece = 0; piece < UnitSums.UNIT / Long.BYTES; piece += LONGS) {
            take(in, piece);
            out.get(piece, sum, 0, LONGS);
            addTo(factor, sum, 0);
            out.put(piece, sum, 0, LONGS);
        }
    }

    /** In the order of the machine: whatever it is, bytes that went in come out where they were. */
    static LongBuffer longs(ByteBuffer bytes, int at) {
        return bytes.slice(at, UnitSums.UNIT).order(ByteOrder.nativeOrder()).asLongBuffer();
    }

    /** Adds the piece times {@code factor} to the longs from {@code at} on. */
    void addTo(int factor, long[] target, int at) {
        int count = 0;
        for (int bit = 0; bit < BITS; bit++) {
            if ((factor >>> bit & 1) != 0) {
                chosen[count++] = times[bit];
            }
        }
        int next = 0;
        for (; count - next >= 4; next += 4) {
            add(chosen[next], chosen[next + 1], chosen[next + 2], chosen[next + 3], target, at);
        }
        for (; count - next >= 2; next += 2) {
            add(chosen[next], chosen[next + 1], target, at);
        }
        if (next < count) {
            add(chosen[next], target, at);
        }
    }

    private static void add(long[] a, long[] b, long[] c, long[] d, long[] target, int at) {
        for (int i = 0; i < LONGS; i++) {
            target[at + i] ^= a[i] ^ b[i] ^ c[i] ^ d[i];
        }
    }

    private static void add(long[] a, long[] b, long[] target, int at) {
        for (int i = 0; i < LONGS; i++) {
            target[at + i] ^= a[i] ^ b[i];
        }
    }

    private static void add(long[] a, long[] target, int at) {
        for (int i = 0; i < LONGS; i++) {
            target[at + i] ^= a[i];
        }
    }
}
