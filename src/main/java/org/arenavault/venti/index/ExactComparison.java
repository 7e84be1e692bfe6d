package org.arenavault.venti.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicLong;
import org.arenavault.io.World;
import org.arenavault.venti.check.Findings;
import org.arenavault.venti.format.ClumpInfo;

/**
 * Compares entry by entry what the directories ask for with what the buckets hold, in cells where the sums
 * differ: because something is wrong, or because of what a sum cannot tell, such as two clumps of one score.
 * As many cells at a time as fit in memory; the directories are read once for each such batch.
 */
final class ExactComparison {

    /** Entries in memory at a time, 32 bytes each. */
    static final int MOST_ENTRIES = 2 << 20;

    private final IndexLayout layout;
    private final World world;
    private final int threads;
    private final List<FilledArena> arenas;
    private final UnreadArenas unread;
    private final BucketRanges cells;
    private final CellSums sums;
    private final Findings findings;
    private final int mostEntries;
    private final AtomicLong yetToEnter = new AtomicLong();

    ExactComparison(IndexLayout layout, World world, int threads, List<FilledArena> arenas,
                    UnreadArenas unread, BucketRanges cells, CellSums sums, Findings findings, int mostEntries) {
        this.layout = layout;
        this.world = world;
        this.threads = threads;
        this.arenas = arenas;
        this.unread = unread;
        this.cells = cells;
        this.sums = sums;
        this.findings = findings;
        this.mostEntries = mostEntries;
    }

    /** Compares the cells of {@code suspects}, until more problems are found than anybody wants to read. */
    void run(List<Integer> suspects) throws IOException {
        int done = 0;
        while (done < suspects.size() && findings.count() <= Findings.KEPT) {
            int to = done;
            long entries = 0;
            while (to < suspects.size() && (to == done || entries + sums.clumps(suspects.get(to)) <= mostEntries)) {
                entries += sums.clumps(suspects.get(to));
                to++;
            }
            compare(suspects.subList(done, to), entries);
            done = to;
        }
        if (done < suspects.size()) {
            findings.problem(Long.MAX_VALUE, "index %s: %d more of %d parts differ from the arenas"
                    .formatted(layout.map().name(), suspects.size() - done, cells.count()));
        }
    }

    private void compare(List<Integer> batch, long entries) throws IOException {
        if (entries > mostEntries) {
            BucketRanges.Range range = cells.get(batch.get(0));
            findings.problem(range.first(), "%s: %d clumps fall into buckets %d to %d, which cannot take them: "
                    .formatted(range.section().where(), entries, range.first(), range.first() + range.buckets() - 1)
                    + "a larger index is needed");
            return;
        }
        Gathered gathered = new Gathered(batch, (int) entries);
        DirectorySource.scan(arenas, threads, "looking for what differs", world.progress(), world.stop(),
                worker -> gathered.visitor());
        AtomicInteger next = new AtomicInteger();
        Workers.run(threads, world.stop(), (worker, stop) -> {
            CellComparison comparison = new CellComparison(layout, arenas, unread, findings);
            for (int i = next.getAndIncrement(); i < batch.size(); i = next.getAndIncrement()) {
                stop.check();
                comparison.compare(cells.get(batch.get(i)), gathered.entries, gathered.start(i), gathered.count(i));
            }
            yetToEnter.addAndGet(comparison.yetToEnter());
        });
    }

    /** Clumps found missing that the server enters by itself when it starts. */
    long yetToEnter() {
        return yetToEnter.get();
    }

    /** Everything that the directories have for a batch of cells. */
    private final class Gathered {

        private final byte[] entries;
        private final int[] starts;
        private final AtomicIntegerArray counts;
        /** By cell: its place in the batch; -1 if it is not in it. */
        private final int[] places;

        Gathered(List<Integer> batch, int total) {
            entries = new byte[total * PackedEntry.SIZE];
            starts = new int[batch.size() + 1];
            counts = new AtomicIntegerArray(batch.size());
            places = new int[cells.count()];
            Arrays.fill(places, -1);
            for (int i = 0; i < batch.size(); i++) {
                places[batch.get(i)] = i;
                starts[i + 1] = starts[i] + sums.clumps(batch.get(i));
            }
        }

        ClumpVisitor visitor() {
            return (arena, directory, info, address) -> {
                int place = places[cells.of(PackedEntry.u32(directory, info + ClumpInfo.SCORE_AT))];
                if (place >= 0) {
                    int at = starts[place] + counts.getAndIncrement(place);
                    if (at < starts[place + 1]) {
                        PackedEntry.ofDirectory(directory, info, address, entries, at * PackedEntry.SIZE);
                    }
                }
            };
        }

        int start(int place) {
            return starts[place] * PackedEntry.SIZE;
        }

        int count(int place) {
            return Math.min(counts.get(place), starts[place + 1] - starts[place]);
        }
    }

    /** The cells that do not agree, by number. */
    static List<Integer> suspects(BucketRanges cells, CellSums sums) {
        List<Integer> suspects = new ArrayList<>();
        for (int cell = 0; cell < cells.count(); cell++) {
            if (!sums.agrees(cell)) {
                suspects.add(cell);
            }
        }
        return suspects;
    }
}
