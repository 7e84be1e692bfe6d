package org.arenavault.restore;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.check.ArenaCheck;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.Score;

/** What a store holds after a restore. */
final class StoreContents {

    private StoreContents() {
    }

    /** Scores of all blocks of an arena. */
    static Set<Score> scores(Arena arena) throws IOException {
        Set<Score> scores = new HashSet<>();
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
        while (cursor.next()) {
            scores.add(cursor.info().score());
        }
        return scores;
    }

    /** Scores of all blocks of a store, all of whose arenas are sound, by arena. */
    static Map<String, Set<Score>> blocks(RestoredStore store) throws IOException {
        Map<String, Set<Score>> blocks = new HashMap<>();
        for (Partition line : store.read().arenas()) {
            try (ArenaPartition partition = ArenaPartition.open(line.openToRead(Disks.REAL));
                    ArenaCheck check = new ArenaCheck(1, Progress.SILENT, StopSignal.NEVER)) {
                for (Arena arena : partition.arenas()) {
                    assertThat(check.deep(arena).problems()).as(arena.name()).isEmpty();
                    blocks.put(arena.name(), scores(arena));
                }
            }
        }
        return blocks;
    }

    /** Scores of all blocks of a store. */
    static Set<Score> all(RestoredStore store) throws IOException {
        Set<Score> all = new HashSet<>();
        blocks(store).values().forEach(all::addAll);
        return all;
    }

    /** The SHA-1 of each file of a store. */
    static Map<String, Score> sums(RestoredStore store) throws IOException {
        Map<String, Score> sums = new HashMap<>();
        for (String name : store.files()) {
            sums.put(name, Score.ofBlock(ByteBuffer.wrap(store.bytes(name))));
        }
        return sums;
    }
}
