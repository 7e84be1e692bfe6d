package org.arenavault.venti.index;

import java.io.IOException;
import java.util.concurrent.atomic.LongAdder;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpInfo;

/** Packs an entry for every clump that is not corrupt, and hands them to the spill, range by range. */
final class SpillingVisitor implements ClumpVisitor {

    private final BucketRanges ranges;
    private final Spill spill;
    private final Capacity capacity;
    private final LongAdder corrupt;
    private final byte[][] buffers;
    private final int[] filled;
    private final int bufferSize;
    private long skipped;

    /**
     * A visitor that gathers up to {@code bufferSize} bytes before it writes, separately for each range.
     *
     * @param corrupt counts the clumps left out
     */
    SpillingVisitor(BucketRanges ranges, Spill spill, Capacity capacity, int bufferSize, LongAdder corrupt) {
        this.ranges = ranges;
        this.spill = spill;
        this.capacity = capacity;
        this.corrupt = corrupt;
        this.bufferSize = bufferSize;
        this.buffers = new byte[ranges.count()][bufferSize];
        this.filled = new int[ranges.count()];
    }

    @Override
    public void clump(FilledArena arena, byte[] directory, int info, long address) throws IOException {
        if (!BlockType.isLegalOnDisk(directory[info] & 0xFF)) {
            skipped++;
            return;
        }
        int range = ranges.of(PackedEntry.u32(directory, info + ClumpInfo.SCORE_AT));
        int at = filled[range];
        PackedEntry.ofDirectory(directory, info, address, buffers[range], at);
        at += PackedEntry.SIZE;
        filled[range] = at;
        if (at == bufferSize) {
            flush(range);
        }
    }

    private void flush(int range) throws IOException {
        if (!spill.append(range, buffers[range], filled[range])) {
            throw capacity.exceeded("more entries than buckets %d to %d take".formatted(ranges.get(range).first(),
                    ranges.get(range).first() + ranges.get(range).buckets() - 1));
        }
        filled[range] = 0;
    }

    @Override
    public void end() throws IOException {
        for (int range = 0; range < filled.length; range++) {
            flush(range);
        }
        corrupt.add(skipped);
    }
}
