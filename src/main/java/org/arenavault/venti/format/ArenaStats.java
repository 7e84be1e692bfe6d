package org.arenavault.venti.format;

/**
 * How much of an arena's clump log is filled.
 *
 * @param clumps number of clumps
 * @param cclumps clumps that are stored compressed
 * @param used bytes of clumps with their headers: the offset of the next clump
 * @param uncsize sum of the blocks' own sizes
 * @param sealed no clump will ever be added
 */
public record ArenaStats(long clumps, long cclumps, long used, long uncsize, boolean sealed) {

    /** An arena without a clump. */
    public static final ArenaStats EMPTY = new ArenaStats(0, 0, 0, 0, false);

    /** These statistics once a clump of {@code size} stored bytes for a block of {@code blockSize} bytes is added. */
    public ArenaStats plus(int size, int blockSize) {
        return new ArenaStats(clumps + 1, cclumps + (size < blockSize ? 1 : 0),
                used + ArenaFormat.CLUMP_HEADER + size, uncsize + blockSize, sealed);
    }

    /** The same, sealed. */
    public ArenaStats seal() {
        return new ArenaStats(clumps, cclumps, used, uncsize, true);
    }
}
