package org.arenavault.parity;

import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Arrays;
import org.arenavault.io.UnitSums;

/**
 * Some consecutive rows of parity while they come into being: columns of data are added one after the other, in any
 * order. All its memory is m units a row.
 */
final class ParityRows {

    /** Rows that are made at once: 256 KiB of a column are read in one piece. */
    static final int ROWS = 4;

    private static final int UNIT_LONGS = UnitSums.UNIT / Long.BYTES;

    private final ParityCode code;
    private final long[][] parity;
    private final Multiples multiples = new Multiples();

    ParityRows(ParityCode code) {
        this(code, ROWS);
    }

    /** So many rows. */
    ParityRows(ParityCode code, int rows) {
        this.code = code;
        this.parity = new long[code.parityColumns()][rows * UNIT_LONGS];
    }

    /** Begins anew, with zeros. */
    void clear() {
        for (long[] column : parity) {
            Arrays.fill(column, 0);
        }
    }

    /** Adds the unit of a data column that {@code unit} holds from {@code at} on; zeros cost nothing. */
    void add(int column, ByteBuffer unit, int at, int row) {
        if (Zeros.fills(unit, at)) {
            return;
        }
        LongBuffer longs = Multiples.longs(unit, at);
        for (int piece = 0; piece < UNIT_LONGS; piece += Multiples.LONGS) {
            multiples.take(longs, piece);
            for (int j = 0; j < parity.length; j++) {
                multiples.addTo(code.coefficient(j, column), parity[j], row * UNIT_LONGS + piece);
            }
        }
    }

    /** Adds the unit of a parity column: what then stands there is the sum of the data that was not added. */
    void addParity(int j, ByteBuffer unit, int row) {
        LongBuffer longs = Multiples.longs(unit, unit.position());
        long[] column = parity[j];
        for (int i = 0; i < UNIT_LONGS; i++) {
            column[row * UNIT_LONGS + i] ^= longs.get(i);
        }
    }

    /** Puts the unit of a parity column into {@code target} at its position. */
    void get(int j, int row, ByteBuffer target) {
        put(parity[j], row * UNIT_LONGS, target);
    }

    /** Puts the lost units of a row, found by {@code solution}, into {@code target}, one behind the other. */
    void solve(ParitySolution solution, int row, ByteBuffer target) {
        long[][] found = new long[solution.count()][UNIT_LONGS];
        for (int piece = 0; piece < UNIT_LONGS; piece += Multiples.LONGS) {
            for (int known = 0; known < found.length; known++) {
                multiples.take(parity[solution.parity(known)], row * UNIT_LONGS + piece);
                for (int lost = 0; lost < found.length; lost++) {
                    multiples.addTo(solution.factor(lost, known), found[lost], piece);
                }
            }
        }
        for (long[] unit : found) {
            put(unit, 0, target);
        }
    }

    private static void put(long[] longs, int from, ByteBuffer target) {
        Multiples.longs(target, target.position()).put(0, longs, from, UNIT_LONGS);
        target.position(target.position() + UnitSums.UNIT);
    }
}
