package org.arenavault.venti.format;

/**
 * The prefix codes of Whack (venti-format 5.1), shared by encoder and decoder.
 *
 * <p>From width 6 on a length code is n ones, a zero, a bit that tells the narrower class from the wider one,
 * and n - 4 or n - 3 extra bits; the three shorter codes are one to three ones and a zero, the last with one
 * extra bit. Offsets are coded in octaves: a prefix that names the power of two, and the bits below it.
 */
final class WhackCodes {

    static final int MIN_MATCH = 3;
    static final int MAX_MATCH = 2051;
    static final int WINDOW = 16384;

    /** A byte is coded cheaply while the last four literals were all of 32 to 127. */
    static final int HISTORY = 0xF;

    /** An escaped byte c is coded as (c + 64) mod 256: below this value in 10 bits, else in 11. */
    static final int SHORT_ESCAPES = 96;

    /** The first length of the class with n ones, by n, for the narrower (0) and the wider (1) class. */
    static final int[][] FIRST_LENGTH = new int[2][14];

    /** The most ones in a legal length code; only the narrower class of this row is legal. */
    static final int MAX_ONES = 13;

    static {
        int first = 7;
        for (int ones = 4; ones <= MAX_ONES; ones++) {
            FIRST_LENGTH[0][ones] = first;
            first += 1 << (ones - 4);
            FIRST_LENGTH[1][ones] = first;
            first += 1 << (ones - 3);
        }
    }

    private WhackCodes() {
    }

    /** True for the bytes that the cheap literal code does not cover. */
    static boolean isEscape(int value) {
        return value < 32 || value > 127;
    }
}
