package org.arenavault.parity;

/**
 * The numbers 0 to 255 as a field (protection 3.1): polynomials over GF(2) modulo x^8 + x^4 + x^3 + x^2 + 1. The sum of
 * two is their XOR.
 */
final class Field256 {

    /** The polynomial, bit by bit. Its powers of 2 run through all numbers but 0. */
    static final int POLYNOMIAL = 0x11D;

    private static final int SIZE = 256;
    private static final int ORDER = SIZE - 1;
    private static final int[] POWERS = new int[2 * ORDER];
    private static final int[] LOGARITHMS = new int[SIZE];

    static {
        int power = 1;
        for (int i = 0; i < ORDER; i++) {
            POWERS[i] = power;
            POWERS[i + ORDER] = power;
            LOGARITHMS[power] = i;
            power <<= 1;
            if (power >= SIZE) {
                power ^= POLYNOMIAL;
            }
        }
    }

    private Field256() {
    }

    /** The product. */
    static int multiply(int a, int b) {
        return a == 0 || b == 0 ? 0 : POWERS[LOGARITHMS[a] + LOGARITHMS[b]];
    }

    /** The number whose product with {@code a}, which is not 0, is 1. */
    static int inverse(int a) {
        if (a == 0) {
            throw new ArithmeticException("0 has no inverse");
        }
        return POWERS[ORDER - LOGARITHMS[a]];
    }
}
