package org.arenavault.venti.format;

/**
 * What a match token says, at the top of a word of the stream: a length code and an offset code
 * (venti-format 5.1). Takes the word's bits as they are; the caller sees to it that they are all there.
 *
 * <p>A token is looked up by its twelve highest bits, of which the first is 1. Where they hold the whole length code
 * and the prefix of the offset, so for lengths up to 11, {@link #SHORT} has everything that can be known before the
 * offset's extra bits are added:
 *
 * <pre>
 *   31 .. 14        13 .. 10   9 .. 5             4 .. 0
 *   least distance  length     extra bits of the  bits of the
 *                              distance           whole token
 * </pre>
 *
 * <p>and 0 where the length code is longer; {@link #decode} takes every token apart, by arithmetic.
 */
final class WhackMatch {

    /** By the eleven bits behind the first one; see above. */
    static final int[] SHORT = new int[1 << 11];

    /** What {@link #decode} answers for a length code that does not exist. */
    static final long NONE = -1;

    private static final int LOOKED_AT = 12;
    private static final int LONGEST_PREFIX = 4;

    static {
        for (int i = 0; i < SHORT.length; i++) {
            long word = 1L << 63 | (long) i << (64 - LOOKED_AT);
            int code = lengthCode(word);
            int width = code & 0xFF;
            if (code >= 0 && width <= LOOKED_AT - LONGEST_PREFIX) {
                int prefix = prefix(word << width);
                int extra = extraBits(prefix);
                SHORT[i] = leastDistance(prefix) << 14 | code >>> 8 << 10 | extra << 5
                        | (width + prefixBits(prefix) + extra);
            }
        }
    }

    private WhackMatch() {
    }

    /** Any token: its length in the upper half, the distance above the lowest byte, its bits there; or NONE. */
    static long decode(long word) {
        int code = lengthCode(word);
        if (code < 0) {
            return NONE;
        }
        int width = code & 0xFF;
        long rest = word << width;
        int prefix = prefix(rest);
        int extra = extraBits(prefix);
        int distance = leastDistance(prefix) + (int) (rest << prefixBits(prefix) >>> (64 - extra));
        return (long) (code >>> 8) << 32 | (long) distance << 8 | (width + prefixBits(prefix) + extra);
    }

    /** The length above the lowest byte, the bits of its code there; negative if there is no such code. */
    private static int lengthCode(long word) {
        int ones = Long.numberOfLeadingZeros(~word);
        if (ones < 3) {
            return (ones + 2) << 8 | (ones + 1);
        }
        int wider = (int) (word << (ones + 1) >>> 63);
        if (ones == 3) {
            return (5 + wider) << 8 | 5;
        }
        if (ones + wider > WhackCodes.MAX_ONES) {
            return -1;
        }
        int extra = ones - 4 + wider;
        // two shifts, as one by 64 is none
        int length = WhackCodes.FIRST_LENGTH[wider][ones] + (int) (word << (ones + 2) >>> 1 >>> (63 - extra));
        return length << 8 | (ones + 2 + extra);
    }

    /** The first four bits of an offset code; of those below 14 only three are the prefix. */
    private static int prefix(long word) {
        return (int) (word >>> (64 - LONGEST_PREFIX));
    }

    private static int prefixBits(int prefix) {
        return prefix < 14 ? 3 : LONGEST_PREFIX;
    }

    private static int extraBits(int prefix) {
        return prefix < 2 ? 6 : prefix < 14 ? (prefix >>> 1) + 5 : prefix - 2;
    }

    private static int leastDistance(int prefix) {
        return (prefix < 2 ? 0 : 1 << extraBits(prefix)) + 1;
    }
}
