package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.BitSet;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnusableBytesException;

/**
 * The sums that a parity track carries, as far as they can be trusted: a unit of sums that is damaged tells nothing,
 * and the units whose sums it had are neither proved nor disproved.
 */
final class ParitySums {

    private final ParityContent content;
    private final int[] sums;
    private final BitSet damaged = new BitSet();

    private ParitySums(ParityContent content) {
        this.content = content;
        this.sums = new int[content.sums()];
    }

    /** Reads them; what cannot be read, or has another CRC than the header says, is not known. */
    static ParitySums read(Storage track, ParityHeader header) throws IOException {
        ParitySums read = new ParitySums(header.content());
        ByteBuffer unit = ByteBuffer.allocate(UnitSums.UNIT);
        for (int i = 0; i < header.content().sumsUnits(); i++) {
            try {
                track.read(header.content().sumsAt() + (long) i * UnitSums.UNIT, unit.clear());
            } catch (UnusableBytesException e) {
                read.damaged.set(i);
                continue;
            }
            if (UnitSums.sum(unit.flip()) == header.sumsCrc()[i]) {
                int from = i * ParityContent.SUMS_PER_UNIT;
                unit.asIntBuffer().get(read.sums, from,
                        Math.min(ParityContent.SUMS_PER_UNIT, read.sums.length - from));
            } else {
                read.damaged.set(i);
            }
        }
        return read;
    }

    /** How many units of them are damaged. */
    int damagedUnits() {
        return damaged.cardinality();
    }

    /** What a data unit's bytes are worth. */
    Trust ofData(int column, int row, ByteBuffer bytes) {
        return trust(content.sumOfData(column, row), bytes);
    }

    /** What the bytes of a unit of the parity column are worth that is carried as number {@code index}. */
    Trust ofParity(int index, int row, ByteBuffer bytes) {
        return trust(content.sumOfParity(index, row), bytes);
    }

    private Trust trust(int index, ByteBuffer bytes) {
        if (damaged.get(index / ParityContent.SUMS_PER_UNIT)) {
            return Trust.UNPROVED;
        }
        return UnitSums.sum(bytes) == sums[index] ? Trust.RIGHT : Trust.LOST;
    }
}
