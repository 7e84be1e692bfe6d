package org.arenavault.venti.format;

import org.arenavault.io.CorruptException;

/**
 * Undoes Whack token by token and bit by bit, as venti-format 5.2 has it: slow, and easy to compare with the text.
 * What {@link WhackDecoder} does at speed is held against this.
 */
final class PlainWhackDecoder {

    /** A token has at most 24 + 17 bits; an accumulator refilled to 57 bits holds any token. */
    private static final int REFILL_BELOW = 48;

    private byte[] in;
    private int inAt;
    private int inEnd;
    /** Unread bits, left-aligned; below them zeros. */
    private long bits;
    private int bitCount;

    /**
     * Decodes {@code inLength} bytes at {@code inFrom} into exactly {@code limit} bytes at {@code outFrom}.
     *
     * @throws CorruptException if the stream is none, or does not come to {@code limit} bytes
     */
    void decode(byte[] input, int inFrom, int inLength, byte[] out, int outFrom, int limit)
            throws CorruptException {
        in = input;
        inAt = inFrom;
        inEnd = inFrom + inLength;
        bits = 0;
        bitCount = 0;
        int history = WhackCodes.HISTORY;
        int at = outFrom;
        int end = outFrom + limit;
        while (true) {
            if (bitCount < REFILL_BELOW) {
                refill();
                if (bitCount < 8) {
                    break;
                }
            }
            if (bits >= 0) {
                int value = history != 0 ? take(9) : cheapLiteral();
                if (at == end) {
                    throw corrupt("runs over its length");
                }
                out[at++] = (byte) value;
                history = ((history << 1) | (WhackCodes.isEscape(value) ? 1 : 0)) & WhackCodes.HISTORY;
            } else {
                int length = length();
                int distance = offset() + 1;
                if (bitCount < 0) {
                    throw corrupt("ends within a token");
                }
                if (distance > at - outFrom || length > end - at) {
                    throw corrupt("copies from before its start or over its length");
                }
                at = copy(out, at, distance, length);
            }
        }
        if (bitCount < 0) {
            throw corrupt("ends within a token");
        }
        if (at != end) {
            throw corrupt("ends after %d of %d bytes".formatted(at - outFrom, limit));
        }
    }

    private static int copy(byte[] out, int at, int distance, int length) {
        int end = at + length;
        if (distance >= length && length > 16) {
            System.arraycopy(out, at - distance, out, at, length);
            return end;
        }
        int to = at;
        while (to < end) {
            out[to] = out[to - distance];
            to++;
        }
        return end;
    }

    private void refill() {
        while (bitCount <= 56 && inAt < inEnd) {
            bits |= (in[inAt++] & 0xFFL) << (56 - bitCount);
            bitCount += 8;
        }
    }

    /** Takes up to 31 bits; taking more than there are yields zeros and a negative count, checked afterwards. */
    private int take(int count) {
        int value = (int) (bits >>> (64 - count));
        bits <<= count;
        bitCount -= count;
        return value;
    }

    private int cheapLiteral() {
        int value = take(8);
        if (value >= 32) {
            return value;
        }
        int extra = value < 24 ? 2 : 3;
        return (((value << extra) | take(extra)) - 64) & 0xFF;
    }

    private int length() throws CorruptException {
        int ones = Long.numberOfLeadingZeros(~bits);
        if (ones < 4) {
            take(ones + 1);
            return ones < 3 ? ones + 2 : 5 + take(1);
        }
        if (ones > WhackCodes.MAX_ONES) {
            throw corrupt("holds a length code that does not exist");
        }
        take(ones + 1);
        int wider = take(1);
        if (ones == WhackCodes.MAX_ONES && wider == 1) {
            throw corrupt("holds a length code that does not exist");
        }
        int extra = ones - 4 + wider;
        return WhackCodes.FIRST_LENGTH[wider][ones] + (extra == 0 ? 0 : take(extra));
    }

    private int offset() {
        int octave = take(3);
        if (octave == 0) {
            return take(6);
        }
        if (octave < 7) {
            return (1 << (octave + 5)) + take(octave + 5);
        }
        return take(1) == 0 ? 4096 + take(12) : 8192 + take(13);
    }

    private static CorruptException corrupt(String what) {
        return new CorruptException("compressed block " + what);
    }
}
