package org.arenavault.parity;

/** How the lost data units of a row are made of parity: an inverted part of the code's matrix. */
final class ParitySolution {

    private final int[] parity;
    private final int[][] inverse;

    ParitySolution(int[] parity, int[][] inverse) {
        this.parity = parity.clone();
        this.inverse = inverse;
    }

    /** How many units it finds. */
    int count() {
        return inverse.length;
    }

    /** The parity column that is used as number {@code index}. */
    int parity(int index) {
        return parity[index];
    }

    /** What the parity unit number {@code known} is multiplied with in the lost unit {@code index}. */
    int factor(int index, int known) {
        return inverse[index][known];
    }
}
