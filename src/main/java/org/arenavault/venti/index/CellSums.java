package org.arenavault.venti.index;

import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpInfo;

/**
 * Compares two sets of entries, those that the directories ask for and those that the buckets hold, without
 * keeping either: per cell, a range of neighbouring buckets, the difference of the sums of their hashes. Where
 * it is zero the sets are equal.
 *
 * <p>Clumps that a starting server enters by itself are summed separately: they may all be in the index, or none.
 */
final class CellSums {

    private final BucketRanges cells;
    private final EntryHash hash;
    /** By cell: hashes of entries in buckets less hashes of entries asked for. */
    private final long[] difference;
    private final long[] pending;
    private final int[] pendingClumps;
    /** By cell: directory entries of any kind. */
    private final int[] clumps;
    private long entries;

    CellSums(BucketRanges cells, EntryHash hash) {
        this.cells = cells;
        this.hash = hash;
        this.difference = new long[cells.count()];
        this.pending = new long[cells.count()];
        this.pendingClumps = new int[cells.count()];
        this.clumps = new int[cells.count()];
    }

    /** Sums of the same cells for one thread alone, to be added once it is done. */
    CellSums ofThread() {
        return new CellSums(cells, hash);
    }

    synchronized void add(CellSums other) {
        for (int cell = 0; cell < difference.length; cell++) {
            difference[cell] += other.difference[cell];
            pending[cell] += other.pending[cell];
            pendingClumps[cell] += other.pendingClumps[cell];
            clumps[cell] += other.clumps[cell];
        }
        entries += other.entries;
    }

    /** Subtracts what the directories ask for. */
    ClumpVisitor visitor() {
        CellSums own = ofThread();
        byte[] packed = new byte[PackedEntry.SIZE];
        return new ClumpVisitor() {
            @Override
            public void clump(FilledArena arena, byte[] directory, int info, long address) {
                int cell = cells.of(PackedEntry.u32(directory, info + ClumpInfo.SCORE_AT));
                own.clumps[cell]++;
                if (BlockType.isLegalOnDisk(directory[info] & 0xFF)) {
                    PackedEntry.ofDirectory(directory, info, address, packed, 0);
                    long sum = hash.of(packed, 0);
                    if (arena.isPending(address)) {
                        own.pending[cell] += sum;
                        own.pendingClumps[cell]++;
                    } else {
                        own.difference[cell] -= sum;
                    }
                }
            }

            @Override
            public void end() {
                add(own);
            }
        };
    }

    /** Adds an entry that a bucket of this cell holds. */
    void addEntry(int cell, byte[] packed, int at) {
        difference[cell] += hash.of(packed, at);
        entries++;
    }

    /** Entries that were added. */
    long entries() {
        return entries;
    }

    /** Directory entries of any kind in a cell. */
    int clumps(int cell) {
        return clumps[cell];
    }

    /** True if the cell holds what it should, with or without the clumps that the server will enter. */
    boolean agrees(int cell) {
        return difference[cell] == 0 || difference[cell] == pending[cell];
    }

    /** Clumps of a cell that agrees which the server has yet to enter. */
    int yetToEnter(int cell) {
        return difference[cell] == pending[cell] ? 0 : pendingClumps[cell];
    }
}
