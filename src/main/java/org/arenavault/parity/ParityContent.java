package org.arenavault.parity;

import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnitSums;

/**
 * The plan of a parity track's content (protection 3.4), unit by unit:
 *
 * <pre>
 * | header, h | sums, s | rows first ... last of a parity column | of the next | ... | header again, h |
 * </pre>
 */
public final class ParityContent {

    /** Sums in a unit. */
    static final int SUMS_PER_UNIT = UnitSums.UNIT / Integer.BYTES;

    private final UUID group;
    private final ParityLayout layout;
    private final ParityShare share;
    private final int headerUnits;
    private final int[] firstSums;

    /**
     * A content with a header of a known length.
     *
     * @throws CorruptException if the share is none of such a group's
     */
    ParityContent(UUID group, ParityLayout layout, ParityShare share, int headerUnits) throws CorruptException {
        share.check(layout);
        this.group = group;
        this.layout = layout;
        this.share = share;
        this.headerUnits = headerUnits;
        this.firstSums = new int[layout.dataColumns() + 1];
        long sums = 0;
        for (int column = 0; column < layout.dataColumns(); column++) {
            firstSums[column] = (int) sums;
            sums += Math.max(0, Math.min(share.last() + 1, layout.height(column)) - share.first());
        }
        // 256 columns of 2^22 units at most: the number of all sums is an int
        firstSums[layout.dataColumns()] = (int) sums;
    }

    /**
     * The content that carries a share of a group's parity.
     *
     * @param group the group's identity: the same in all its tracks
     * @throws CorruptException if the share is none of such a group's, or its description is too long for a header
     */
    public static ParityContent of(UUID group, ParityLayout layout, ParityShare share) throws CorruptException {
        return new ParityContent(group, layout, share, ParityHeader.unitsOf(
                new ParityContent(group, layout, share, ParityHeader.MOST_UNITS)));
    }

    /** The group's identity. */
    public UUID group() {
        return group;
    }

    /** What is protected, and how. */
    public ParityLayout layout() {
        return layout;
    }

    /** What of the group's parity it carries. */
    public ParityShare share() {
        return share;
    }

    /** h. */
    int headerUnits() {
        return headerUnits;
    }

    /** How many sums there are: of data units, then of parity units. */
    int sums() {
        return firstSums[layout.dataColumns()] + Math.toIntExact(parityUnits());
    }

    /** s. */
    int sumsUnits() {
        return (int) (((long) sums() + SUMS_PER_UNIT - 1) / SUMS_PER_UNIT);
    }

    private long parityUnits() {
        return (long) share.carries().size() * share.rows();
    }

    /** Units of the whole content. */
    public long units() {
        return 2L * headerUnits + sumsUnits() + parityUnits();
    }

    /** Bytes of the whole content. */
    public long size() {
        return units() * UnitSums.UNIT;
    }

    /** Which sum is that of a data unit, in a row that it has. */
    int sumOfData(int column, int row) {
        return firstSums[column] + row - share.first();
    }

    /** Which sum is that of a unit of the parity column that is carried as number {@code index}. */
    int sumOfParity(int index, int row) {
        return firstSums[layout.dataColumns()] + index * share.rows() + row - share.first();
    }

    /** Where the sums begin, in bytes. */
    long sumsAt() {
        return (long) headerUnits * UnitSums.UNIT;
    }

    /** Where a unit of the parity column stands that is carried as number {@code index}, in bytes. */
    long parityAt(int index, int row) {
        return (headerUnits + sumsUnits() + (long) index * share.rows() + row - share.first()) * UnitSums.UNIT;
    }

    /** Where the second header stands, in bytes. */
    long copyAt() {
        return (units() - headerUnits) * UnitSums.UNIT;
    }
}
