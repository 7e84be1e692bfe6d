package org.arenavault.parity;

import java.util.Optional;

/**
 * The code (protection 3.1): parity unit j of a row is the sum of the row's k data units, each times a coefficient, a
 * normalised Cauchy matrix. Every square part of such a matrix can be inverted, so that any m lost of k + m units are
 * found again. Row 0 is all ones: parity unit 0 is the XOR of the data units.
 */
public final class ParityCode {

    /** The most columns, of data and parity together: there are no more numbers in the field. */
    public static final int MOST_COLUMNS = 256;
    /** The most columns of parity. */
    public static final int MOST_PARITY = 32;

    private final int dataColumns;
    private final int parityColumns;

    /**
     * The code of so many columns.
     *
     * @throws IllegalArgumentException if there are none of a kind, or more than there can be
     */
    public ParityCode(int dataColumns, int parityColumns) {
        if (!exists(dataColumns, parityColumns)) {
            throw new IllegalArgumentException("%d columns of data and %d of parity"
                    .formatted(dataColumns, parityColumns));
        }
        this.dataColumns = dataColumns;
        this.parityColumns = parityColumns;
    }

    /** Whether there is a code of so many columns. */
    static boolean exists(long dataColumns, long parityColumns) {
        return dataColumns >= 1 && parityColumns >= 1 && parityColumns <= MOST_PARITY
                && dataColumns <= MOST_COLUMNS - parityColumns;
    }

    /** k: columns of data. */
    public int dataColumns() {
        return dataColumns;
    }

    /** m: columns of parity, and so the most that can be lost of a row. */
    public int parityColumns() {
        return parityColumns;
    }

    /** What data column {@code i} is multiplied with in parity column {@code j}: never 0. */
    int coefficient(int j, int i) {
        return Field256.multiply(parityColumns + i, Field256.inverse(j ^ (parityColumns + i)));
    }

    /**
     * How lost data units of a row are found.
     *
     * @param lost their columns, each once
     * @param readable the parity columns whose units are there, each once
     * @return empty if there are more lost units than readable ones
     */
    Optional<ParitySolution> solve(int[] lost, int[] readable) {
        int count = lost.length;
        if (count > readable.length) {
            return Optional.empty();
        }
        int[][] left = new int[count][count];
        int[][] right = new int[count][count];
        for (int row = 0; row < count; row++) {
            right[row][row] = 1;
            for (int column = 0; column < count; column++) {
                left[row][column] = coefficient(readable[row], lost[column]);
            }
        }
        invert(left, right);
        return Optional.of(new ParitySolution(readable, right));
    }

    /** Gauss and Jordan: what makes {@code left} the identity makes {@code right} its inverse. */
    private static void invert(int[][] left, int[][] right) {
        for (int pivot = 0; pivot < left.length; pivot++) {
            int found = pivot;
            while (left[found][pivot] == 0) {
                found++;
            }
            swap(left, pivot, found);
            swap(right, pivot, found);
            int factor = Field256.inverse(left[pivot][pivot]);
            scale(left[pivot], factor);
            scale(right[pivot], factor);
            for (int row = 0; row < left.length; row++) {
                int times = left[row][pivot];
                if (row != pivot && times != 0) {
                    subtract(left[row], left[pivot], times);
                    subtract(right[row], right[pivot], times);
                }
            }
        }
    }

    private static void swap(int[][] rows, int a, int b) {
        int[] row = rows[a];
        rows[a] = rows[b];
        rows[b] = row;
    }

    private static void scale(int[] row, int factor) {
        for (int i = 0; i < row.length; i++) {
            row[i] = Field256.multiply(row[i], factor);
        }
    }

    private static void subtract(int[] row, int[] other, int times) {
        for (int i = 0; i < row.length; i++) {
            row[i] ^= Field256.multiply(other[i], times);
        }
    }
}
