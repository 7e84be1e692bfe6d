package org.arenavault.parity;

/** The code as the specification says it, byte by byte and bit by bit: slow, and plain to see. */
final class PlainParity {

    private PlainParity() {
    }

    /** The product of two polynomials modulo 0x11D. */
    static int multiply(int a, int b) {
        int product = 0;
        for (int bit = 0; bit < 8; bit++) {
            if ((b >> bit & 1) == 1) {
                product ^= a << bit;
            }
        }
        for (int bit = 14; bit >= 8; bit--) {
            if ((product >> bit & 1) == 1) {
                product ^= 0x11D << (bit - 8);
            }
        }
        return product;
    }

    /** The number whose product with {@code a} is 1, found by trying all. */
    static int inverse(int a) {
        for (int b = 1; b < 256; b++) {
            if (multiply(a, b) == 1) {
                return b;
            }
        }
        throw new ArithmeticException("no inverse of " + a);
    }

    /** a[j][i] of m parity columns. */
    static int coefficient(int j, int i, int m) {
        return multiply(m + i, inverse(j ^ (m + i)));
    }

    /** The parity column {@code j} of columns of equal length. */
    static byte[] encode(int j, byte[][] data, int m) {
        byte[] parity = new byte[data[0].length];
        for (int i = 0; i < data.length; i++) {
            int times = coefficient(j, i, m);
            int[] products = new int[256];
            for (int value = 0; value < products.length; value++) {
                products[value] = multiply(value, times);
            }
            for (int at = 0; at < parity.length; at++) {
                parity[at] ^= (byte) products[data[i][at] & 0xFF];
            }
        }
        return parity;
    }
}
