package org.arenavault.parity;

import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import org.arenavault.io.CorruptException;

/**
 * What of a group's parity one track carries: rows of some of its columns.
 *
 * @param first the first row
 * @param last the last row
 * @param carries the parity columns, in the order in which they stand there
 */
public record ParityShare(int first, int last, List<Integer> carries) {

    /** Some rows of some columns. */
    public ParityShare {
        carries = List.copyOf(carries);
    }

    /** All of it. */
    public static ParityShare all(ParityLayout layout) {
        return new ParityShare(0, layout.rows() - 1, IntStream.range(0, layout.parityColumns()).boxed().toList());
    }

    /** How many rows. */
    public int rows() {
        return last - first + 1;
    }

    /** Whether it has a row. */
    boolean has(int row) {
        return row >= first && row <= last;
    }

    /** Throws if it is not part of such a group. */
    void check(ParityLayout layout) throws CorruptException {
        if (first < 0 || last < first || last >= layout.rows()) {
            throw new CorruptException("rows %d to %d of %d".formatted(first, last, layout.rows()));
        }
        if (carries.isEmpty() || new HashSet<>(carries).size() != carries.size()
                || carries.stream().anyMatch(j -> j < 0 || j >= layout.parityColumns())) {
            throw new CorruptException("parity columns %s of %d".formatted(carries, layout.parityColumns()));
        }
    }
}
