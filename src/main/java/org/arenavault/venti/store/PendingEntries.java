package org.arenavault.venti.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.Score;

/** Enters the clumps of an arena that its tail does not yet call indexed, from its directory (venti-format 10.2). */
final class PendingEntries {

    private static final int BATCH = 50_000;

    private final IndexInserter inserter;
    private final List<IndexEntry> entries = new ArrayList<>();
    private final List<Score> scores = new ArrayList<>();
    private long left;

    PendingEntries(IndexInserter inserter) {
        this.inserter = inserter;
    }

    /**
     * Enters them. The directory must be on disk as far as the tail in memory says.
     *
     * @return how many found no place
     */
    long enter(ArenaSlot slot) throws IOException {
        ArenaStats disk = slot.tail().disk();
        ClumpDirectory.Cursor cursor = new ClumpDirectory(slot.arena()).cursor(slot.tail().memory().clumps());
        while (cursor.next()) {
            if (cursor.ordinal() >= disk.clumps()) {
                add(cursor.info(), slot.address() + cursor.offset());
            }
        }
        enterBatch();
        return left;
    }

    /** Corrupt clumps are in no bucket, but marked in the filter: so the server leaves it. */
    private void add(ClumpInfo info, long address) throws IOException {
        scores.add(info.score());
        if (!BlockType.fromDisk(info.type()).equals(BlockType.CORRUPT)) {
            entries.add(new IndexEntry(info.score(), address, info.uncsize(), info.type(),
                    IndexEntry.blocksFor(info.size())));
        }
        if (scores.size() == BATCH) {
            enterBatch();
        }
    }

    private void enterBatch() throws IOException {
        inserter.mark(scores);
        left += inserter.insert(entries);
        scores.clear();
        entries.clear();
    }
}
