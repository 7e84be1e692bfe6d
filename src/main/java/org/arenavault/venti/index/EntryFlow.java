package org.arenavault.venti.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.arenavault.io.Progress;
import org.arenavault.io.World;

/**
 * Brings the entries from the directories to their buckets, in two steps: all are gathered by range, then one
 * range after the other is sorted and written. What it takes of the heap is bounded by the budgets here, however
 * large the index is: a range is small enough to be sorted in memory, and large enough that the buffers, one a
 * range and thread, are written in useful pieces.
 */
final class EntryFlow {

    private static final long RANGE = 16 << 20;
    private static final int GATHER_BUDGET = 64 << 20;
    private static final int SORT_BUDGET = 96 << 20;
    private static final int LARGEST_BUFFER = 256 << 10;
    private static final int SMALLEST_BUFFER = 1 << 10;
    private static final int RANGES_PER_THREAD = 4;

    private final World world;
    private final int threads;
    private final Capacity capacity;
    private final BucketRanges ranges;
    private final Spill spill;
    private final LongAdder corrupt = new LongAdder();
    private final List<FilledArena> leftOut = new ArrayList<>();
    private long clumps;
    private long entries;
    private long duplicates;
    private int fullest;

    EntryFlow(World world, int threads, Capacity capacity, BucketRanges ranges, Spill spill) {
        this.world = world;
        this.threads = threads;
        this.capacity = capacity;
        this.ranges = ranges;
        this.spill = spill;
    }

    /** How the buckets of an index are cut into ranges. */
    static BucketRanges rangesFor(IndexLayout layout, int threads) {
        long bytes = layout.bucketBytes();
        long mostRanges = GATHER_BUDGET / ((long) SMALLEST_BUFFER * threads);
        return BucketRanges.ofBytes(layout,
                Math.max(bytes / mostRanges + 1, Math.min(RANGE, bytes / ((long) threads * RANGES_PER_THREAD))));
    }

    /**
     * Reads the directories, leaves their entries in the spill, and marks their scores in the filter.
     *
     * @return the arenas that turned out to be damaged, and how
     */
    Map<FilledArena, String> gather(List<FilledArena> arenas, Optional<BloomBits> bloom) throws IOException {
        int room = (int) Math.min(LARGEST_BUFFER, GATHER_BUDGET / ((long) threads * ranges.count()));
        int bufferSize = room / PackedEntry.SIZE * PackedEntry.SIZE;
        Map<FilledArena, String> damaged = DirectorySource.scan(arenas, threads, "reading the directories",
                world.progress(), world.stop(), worker -> {
                    ClumpVisitor packing = new SpillingVisitor(ranges, spill, capacity, bufferSize, corrupt);
                    return bloom.isEmpty() ? packing : new MarkingVisitor(bloom.get().marker(), packing);
                });
        clumps = arenas.stream().filter(arena -> !damaged.containsKey(arena))
                .mapToLong(arena -> arena.memory().clumps()).sum();
        return damaged;
    }

    /** Keeps the entries of these arenas, gathered already, out of the buckets. */
    void leaveOut(Collection<FilledArena> damaged) {
        leftOut.addAll(damaged);
    }

    /** Sorts what was gathered and makes buckets of it. */
    void writeBuckets(BucketWriter.Mode mode) throws IOException {
        entries = 0;
        duplicates = 0;
        fullest = 0;
        String what = mode == BucketWriter.Mode.WRITE ? "writing the index" : "checking that the index fits";
        long memoryEach = ranges.get(0).bytes() / PackedEntry.SIZE * (PackedEntry.SIZE + Long.BYTES);
        int writers = (int) Math.max(1, Math.min(threads, SORT_BUDGET / memoryEach));
        AtomicInteger next = new AtomicInteger();
        try (Progress.Stage stage = world.progress().begin(what, capacity.layout().bucketBytes())) {
            Workers.run(writers, world.stop(), (worker, stop) -> {
                BucketWriter writer = new BucketWriter(ranges, spill, capacity, leftOut, mode);
                for (int range = next.getAndIncrement(); range < ranges.count(); range = next.getAndIncrement()) {
                    stop.check();
                    writer.write(range);
                    stage.add(ranges.get(range).bytes());
                }
                add(writer);
            });
        }
    }

    private synchronized void add(BucketWriter writer) {
        entries += writer.entries();
        duplicates += writer.duplicates();
        fullest = Math.max(fullest, writer.fullest());
    }

    /** Clumps in the directories that were read, corrupt ones included. */
    long clumps() {
        return clumps;
    }

    long corrupt() {
        return corrupt.sum();
    }

    long entries() {
        return entries;
    }

    long duplicates() {
        return duplicates;
    }

    int fullest() {
        return fullest;
    }
}
