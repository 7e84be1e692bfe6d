package org.arenavault.venti.index;

import java.io.IOException;
import java.util.List;
import org.arenavault.io.Count;
import org.arenavault.venti.check.Findings;
import org.arenavault.venti.format.BlockType;

/** Compares the buckets of a cell with what the directories have for it, and names every difference. */
final class CellComparison {

    private final IndexLayout layout;
    private final List<FilledArena> arenas;
    private final UnreadArenas unread;
    private final Findings findings;
    private final BucketReader reader;
    /** Its findings go nowhere: what it could find has been reported before. */
    private final SectionCheck buckets;
    private final EntryRun asked = new EntryRun();
    private final EntryRun held = new EntryRun();
    private long yetToEnter;

    CellComparison(IndexLayout layout, List<FilledArena> arenas, UnreadArenas unread, Findings findings) {
        this.layout = layout;
        this.arenas = arenas;
        this.unread = unread;
        this.findings = findings;
        this.reader = new BucketReader(layout);
        this.buckets = new SectionCheck(layout, new Findings());
    }

    /** Compares one cell. {@code entries} holds {@code count} packed entries for it from {@code start} on. */
    void compare(BucketRanges.Range cell, byte[] entries, int start, int count) throws IOException {
        int length = count * PackedEntry.SIZE;
        System.arraycopy(entries, start, asked.room(length), 0, length);
        PackedEntry.normaliseTypes(asked.bytes(), count);
        asked.sort(length, cell, layout.arithmetic());
        reader.read(cell, (bucket, block, at) -> {
            int index = (int) (bucket - cell.first());
            int claimed = buckets.count(cell.section(), bucket, block, at);
            byte[] room = held.room(claimed * PackedEntry.SIZE);
            int[] filled = {0};
            buckets.check(cell.section(), bucket, block, at, packed -> {
                System.arraycopy(packed, 0, room, filled[0], PackedEntry.SIZE);
                filled[0] += PackedEntry.SIZE;
            });
            PackedEntry.normaliseTypes(room, filled[0] / PackedEntry.SIZE);
            BucketRanges.Range alone = new BucketRanges.Range(cell.section(), bucket, 1);
            held.sort(filled[0], alone, layout.arithmetic());
            if (filled[0] == 0 && SectionCheck.lacksMagic(cell.section().header(), block, at)) {
                compareWithUnmarked(alone, index, SectionCheck.magicOf(block, at));
            } else {
                compareBucket(alone, index);
            }
        });
    }

    /** A bucket without its magic is empty; that it should not be is one fault, not one for each of its clumps. */
    private void compareWithUnmarked(BucketRanges.Range bucket, int index, long magic) {
        int missing = 0;
        for (int i = asked.start(index); i < asked.end(index); i++) {
            int at = asked.at(i);
            if (isAskedFor(at)) {
                missing++;
            } else if (isPending(at)) {
                yetToEnter++;
            }
        }
        if (missing > 0) {
            findings.problem(bucket.first(),
                    "%s: counts as empty, with %08x in place of its magic %08x; %s missing".formatted(
                    SectionCheck.where(bucket.section(), bucket.first()), magic,
                            bucket.section().header().bucketMagic(), Count.are(missing, "clump")));
        }
    }

    private void compareBucket(BucketRanges.Range bucket, int index) {
        String where = SectionCheck.where(bucket.section(), bucket.first());
        int a = asked.start(index);
        int h = 0;
        while (a < asked.end(index) || h < held.end(0)) {
            int order = a == asked.end(index) ? 1 : h == held.end(0) ? -1
                    : PackedEntry.compareKeys(asked.bytes(), asked.at(a), held.bytes(), held.at(h));
            int aEnd = order <= 0 ? endOfKey(asked, a, asked.end(index)) : a;
            int hEnd = order >= 0 ? endOfKey(held, h, held.end(0)) : h;
            if (h == hEnd) {
                reportMissing(bucket, where, a, aEnd);
            }
            for (int i = h; i < hEnd; i++) {
                compareEntry(bucket, where, held.at(i), a, aEnd);
            }
            a = aEnd;
            h = hEnd;
        }
    }

    private static int endOfKey(EntryRun run, int from, int to) {
        int end = from + 1;
        while (end < to && PackedEntry.compareKeys(run.bytes(), run.at(from), run.bytes(), run.at(end)) == 0) {
            end++;
        }
        return end;
    }

    /** Clumps [{@code from}, {@code to}) of one score and type have no entry at all. */
    private void reportMissing(BucketRanges.Range bucket, String where, int from, int to) {
        int best = asked.at(from);
        for (int i = from; i < to; i++) {
            if (isAskedFor(asked.at(i))) {
                findings.problem(bucket.first(),
                        () -> "%s: no entry for %s of type %d, which lies in %s".formatted(where,
                        PackedEntry.score(asked.bytes(), best), PackedEntry.type(asked.bytes(), best),
                        place(PackedEntry.address(asked.bytes(), best))));
                return;
            }
        }
        yetToEnter += isPending(best) ? 1 : 0;
    }

    /** An entry must be that of one of the clumps [{@code from}, {@code to}), which have its score and type. */
    private void compareEntry(BucketRanges.Range bucket, String where, int entry, int from, int to) {
        byte[] bytes = held.bytes();
        for (int i = from; i < to; i++) {
            int clump = asked.at(i);
            if (PackedEntry.address(asked.bytes(), clump) == PackedEntry.address(bytes, entry)) {
                if (PackedEntry.size(asked.bytes(), clump) != PackedEntry.size(bytes, entry)
                        || PackedEntry.blocks(asked.bytes(), clump) != PackedEntry.blocks(bytes, entry)) {
                    findings.problem(bucket.first(),
                            () -> "%s: entry of %s says size %d, blocks %d; its clump has %d, %d"
                            .formatted(where, PackedEntry.score(bytes, entry), PackedEntry.size(bytes, entry),
                                    PackedEntry.blocks(bytes, entry), PackedEntry.size(asked.bytes(), clump),
                                    PackedEntry.blocks(asked.bytes(), clump)));
                }
                return;
            }
        }
        long address = PackedEntry.address(bytes, entry);
        if (unread.contains(address)) {
            return;
        }
        findings.problem(bucket.first(), () -> "%s: entry of %s of type %d points to %s, where no such clump lies%s"
                .formatted(where, PackedEntry.score(bytes, entry), PackedEntry.type(bytes, entry), place(address),
                        from == to ? "" : "; one lies in " + place(address(asked.at(from)))));
    }

    private boolean isAskedFor(int at) {
        return BlockType.isLegalOnDisk(PackedEntry.type(asked.bytes(), at)) && !arenaOf(at).isPending(address(at));
    }

    private boolean isPending(int at) {
        return BlockType.isLegalOnDisk(PackedEntry.type(asked.bytes(), at)) && arenaOf(at).isPending(address(at));
    }

    private long address(int at) {
        return PackedEntry.address(asked.bytes(), at);
    }

    private FilledArena arenaOf(int at) {
        return find(address(at));
    }

    private FilledArena find(long address) {
        int low = 0;
        int high = arenas.size() - 1;
        while (low < high) {
            int middle = (low + high + 1) >>> 1;
            if (arenas.get(middle).base() <= address) {
                low = middle;
            } else {
                high = middle - 1;
            }
        }
        return arenas.get(low);
    }

    private String place(long address) {
        return layout.space().find(address)
                .map(place -> "%s at %d".formatted(place.arena().where(), address - place.base()))
                .orElse("index address %s, outside of all arenas".formatted(Long.toUnsignedString(address)));
    }

    /** Clumps without an entry that the server enters by itself when it starts. */
    long yetToEnter() {
        return yetToEnter;
    }
}
