package org.arenavault.venti.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;
import org.arenavault.io.CorruptException;

/**
 * Undoes Whack, the compression of clumps: an LZ77 variant with fixed prefix codes, most significant bit first
 * (venti-format 5). No input can make it write outside the output or read outside the input. One instance serves
 * one thread.
 *
 * <p>There are two loops. The fast one goes on while a whole word of input and {@link #REACH} bytes of output lie
 * ahead. None of its steps can then leave either, so that its bounds are tested once a step: it reads eight bytes
 * at the bit where it is, whose top 57 bits or more are good, and takes from them one match, or as many literals as
 * there are. Bytes are written eight at a time, and those too many are overwritten by the next step.
 * The careful loop takes what is left, a token at a time, and sees to every end.
 *
 * <p>The code of a literal depends on the four literals before it. What counts of them is {@code plain}: how many of
 * the last ones, up to four, were plain, of 32 to 127. While it is four, literals are bytes of the stream as they are,
 * behind a first bit of 0 that a plain byte has anyway. The first of eight that is none is found by arithmetic
 * on all of them at once. Matches are looked up: {@link WhackMatch}.
 */
public final class WhackDecoder {

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());

    /** The most that a step of the fast loop writes without looking: two words. */
    private static final int REACH = 16;

    /** Bits of wide literals that one word is good for: six of nine. */
    private static final int WIDE_BITS = 54;

    private static final int PLAIN = 4;
    private static final long TOP_BITS = 0x8080_8080_8080_8080L;
    private static final long SPACES = 0x2020_2020_2020_2020L;
    /** In the last byte of a word, the one that is not good throughout. */
    private static final long STOP = 0x80;

    private byte[] in = {};
    private int inFrom;
    private int inLength;
    private byte[] out = {};
    private int outFrom;
    private int outEnd;

    /** Bits of the input that are used, bytes of the output that are written, and how plain the last literals were. */
    private int bit;
    private int at;
    private int plain;

    /**
     * Decodes {@code length} bytes at {@code from}, fewer than 2^28, into exactly {@code limit} bytes at {@code to}.
     *
     * @throws CorruptException if the stream is none, or does not come to {@code limit} bytes; the output then holds
     *     anything
     */
    public void decode(byte[] input, int from, int length, byte[] output, int to, int limit) throws CorruptException {
        Objects.checkFromIndexSize(from, length, input.length);
        Objects.checkFromIndexSize(to, limit, output.length);
        in = input;
        inFrom = from;
        inLength = length;
        out = output;
        outFrom = to;
        outEnd = to + limit;
        bit = 0;
        at = to;
        plain = 0;
        decodeFast();
        decodeCarefully();
        if (at != outEnd) {
            throw corrupt("ends after %d of %d bytes".formatted(at - outFrom, limit));
        }
    }

    /** Everything that it uses in each step is in a local variable. */
    private void decodeFast() throws CorruptException {
        final byte[] from = in;
        final byte[] to = out;
        final int first = inFrom;
        final int last = inLength - Long.BYTES;
        final int start = outFrom;
        final int end = outEnd;
        int used = bit;
        int here = at;
        int asPlain = plain;
        while (used >>> 3 <= last && here <= end - REACH) {
            long word = (long) WORD.get(from, first + (used >>> 3)) << (used & 7);
            if (word < 0) {
                int match = WhackMatch.SHORT[(int) (word >>> 52) & 0x7FF];
                if (match != 0) {
                    int bits = match & 31;
                    int distance = (match >>> 14) + ((int) (word >>> (64 - bits)) & ~(-1 << (match >>> 5)));
                    if (distance > here - start) {
                        throw outside();
                    }
                    used += bits;
                    int stop = here + (match >>> 10 & 15);
                    if (distance >= Long.BYTES) {
                        EIGHT.set(to, here, (long) EIGHT.get(to, here - distance));
                        EIGHT.set(to, here + 8, (long) EIGHT.get(to, here + 8 - distance));
                        here = stop;
                    } else {
                        while (here < stop) {
                            to[here] = to[here - distance];
                            here++;
                        }
                    }
                } else {
                    long token = WhackMatch.decode(word);
                    used += (int) token & 0xFF;
                    here = copy(token, to, here, start, end);
                }
            } else if (asPlain < PLAIN) {
                int before = used;
                do {
                    int value = (int) (word >>> 55);
                    to[here++] = (byte) value;
                    // one more, or none if the value is below 32 or above 127
                    asPlain = (asPlain + 1) & ~((value - 32 | 127 - value) >> 31);
                    word <<= 9;
                    used += 9;
                } while (word >= 0 && asPlain < PLAIN && used - before < WIDE_BITS);
            } else {
                // a byte's top bit is set here if it is no plain literal
                long others = ((word | ~((word | TOP_BITS) - SPACES)) & TOP_BITS) | STOP;
                int count = Long.numberOfLeadingZeros(others) >>> 3;
                if (count > 0) {
                    WORD.set(to, here, word);
                    here += count;
                    used += count << 3;
                } else {
                    int bits = escapeBits((int) (word >>> 56));
                    to[here++] = escape(word, bits);
                    used += bits;
                    asPlain = 0;
                }
            }
        }
        bit = used;
        at = here;
        plain = asPlain;
    }

    private void decodeCarefully() throws CorruptException {
        int bits = inLength * 8;
        while (bits - bit >= 8) {
            long word = wordAtEnd();
            if (word < 0) {
                long token = WhackMatch.decode(word);
                bit += (int) token & 0xFF;
                if (token != WhackMatch.NONE && bit > bits) {
                    throw corrupt("ends within a token");
                }
                at = copy(token, out, at, outFrom, outEnd);
            } else {
                literal(word);
                if (bit > bits) {
                    throw corrupt("ends within a token");
                }
            }
        }
    }

    /** The word at the bit that is next, with zeros for what is behind the input's end. */
    private long wordAtEnd() {
        int from = bit >>> 3;
        long word = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            word = word << 8 | (from + i < inLength ? in[inFrom + from + i] & 0xFF : 0);
        }
        return word << (bit & 7);
    }

    private void literal(long word) throws CorruptException {
        if (at == outEnd) {
            throw corrupt("runs over its length");
        }
        int narrow = (int) (word >>> 56);
        if (plain < PLAIN) {
            out[at] = (byte) (word >>> 55);
            bit += 9;
        } else if (narrow >= 32) {
            out[at] = (byte) narrow;
            bit += 8;
        } else {
            int bits = escapeBits(narrow);
            out[at] = escape(word, bits);
            bit += bits;
        }
        plain = WhackCodes.isEscape(out[at] & 0xFF) ? 0 : Math.min(plain + 1, PLAIN);
        at++;
    }

    /** Bits of the literal whose first eight are {@code narrow}, below 32, when narrow codes are used. */
    private static int escapeBits(int narrow) {
        return narrow < WhackCodes.SHORT_ESCAPES / 4 ? 10 : 11;
    }

    private static byte escape(long word, int bits) {
        return (byte) ((word >>> (64 - bits)) - 64);
    }

    /**
     * Copies what a match says, in words as far as they are within {@code end}.
     *
     * <p>A distance below eight means that so many bytes are repeated: they are repeated one by one until they come to
     * eight or more, and from there on copied from that farther place, where the same bytes are.
     *
     * @return where it ends
     */
    private static int copy(long token, byte[] to, int here, int start, int end) throws CorruptException {
        if (token == WhackMatch.NONE) {
            throw corrupt("holds a length code that does not exist");
        }
        int distance = (int) token >>> 8;
        int length = (int) (token >>> 32);
        if (distance > here - start || length > end - here) {
            throw outside();
        }
        int stop = here + length;
        int back = distance;
        while (back < Long.BYTES) {
            back += distance;
        }
        int next = here;
        for (int repeated = Math.min(stop, here + back - distance); next < repeated; next++) {
            to[next] = to[next - distance];
        }
        for (; next < stop && next <= end - Long.BYTES; next += Long.BYTES) {
            EIGHT.set(to, next, (long) EIGHT.get(to, next - back));
        }
        for (; next < stop; next++) {
            to[next] = to[next - distance];
        }
        return stop;
    }

    private static CorruptException outside() {
        return corrupt("copies from before its start or over its length");
    }

    private static CorruptException corrupt(String what) {
        return new CorruptException("compressed block " + what);
    }
}
