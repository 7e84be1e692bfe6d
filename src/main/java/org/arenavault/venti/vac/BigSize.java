package org.arenavault.venti.vac;

/**
 * Block sizes of 64 KiB and more in the 16 bits that a block size has (venti-protocol 10): the upper 11 bits
 * shifted left by the lower 5.
 */
final class BigSize {

    /** From here on a size needs this form. */
    static final int FROM = 1 << 16;

    private static final int SHIFT_BITS = 5;
    private static final int SHIFT_MASK = (1 << SHIFT_BITS) - 1;
    private static final int MANTISSA_END = 1 << (16 - SHIFT_BITS);

    private BigSize() {
    }

    /** The size that these 16 bits mean; up to 2047 * 2^31. */
    static long decode(int code) {
        return (long) (code >>> SHIFT_BITS) << (code & SHIFT_MASK);
    }

    /**
     * The 16 bits that mean this size.
     *
     * @throws IllegalArgumentException if the size has no exact form
     */
    static int encode(int size) {
        int mantissa = size;
        int shift = 0;
        while (mantissa >= MANTISSA_END) {
            if ((mantissa & 1) != 0) {
                throw new IllegalArgumentException("a block size of " + size + " has no exact form");
            }
            mantissa >>>= 1;
            shift++;
        }
        return (mantissa << SHIFT_BITS) | shift;
    }
}
