package org.arenavault.venti.vac;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.Score;

/**
 * Finds the root blocks in arenas through the arenas' directories, without reading other blocks. The root
 * scores themselves are what opens an archive; a venti keeps no list of them.
 */
public final class RootFinder {

    private static final int KEPT_PROBLEMS = 1000;

    private final int limit;
    private final Map<Score, Dated> kept = new HashMap<>();
    private final PriorityQueue<Dated> oldestFirst = new PriorityQueue<>();
    private final List<String> problems = new ArrayList<>();
    private long found;

    private record Dated(FoundRoot root, long order) implements Comparable<Dated> {

        private static final Comparator<Dated> BY_AGE =
                Comparator.<Dated>comparingLong(dated -> dated.root().time()).thenComparingLong(Dated::order);

        @Override
        public int compareTo(Dated other) {
            return BY_AGE.compare(this, other);
        }
    }

    /** A finder that remembers the newest {@code limit} roots. */
    public RootFinder(int limit) {
        this.limit = limit;
    }

    /**
     * Looks through arenas. An arena whose structure is damaged is passed over and named in {@link #problems};
     * so is a root whose clump has no sound header.
     *
     * @param arenas in the order of the index: of two roots stored in the same second the later one is newer
     * @throws IOException only for causes that do not lie in an arena
     */
    public void search(List<Arena> arenas, Progress progress, StopSignal stop) throws IOException {
        try (Progress.Stage stage = progress.begin("looking for root blocks", 0)) {
            for (Arena arena : arenas) {
                try {
                    search(arena, stop);
                } catch (CancelledException | PeerException | RefusedException e) {
                    throw e;
                } catch (VaultException e) {
                    problem(e);
                }
                stage.add(arena.size());
            }
        }
    }

    private void search(Arena arena, StopSignal stop) throws IOException {
        ArenaTail tail = arena.readTail();
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(tail.memory().clumps());
        while (cursor.next()) {
            if (cursor.ordinal() % 4096 == 0) {
                stop.check();
            }
            if (cursor.type() == BlockType.ROOT.toDisk() && cursor.uncsize() >= Root.SIZE) {
                try {
                    note(arena, tail, cursor);
                } catch (CorruptException | MediumFaultException e) {
                    problem(e);
                }
            }
        }
    }

    private void note(Arena arena, ArenaTail tail, ClumpDirectory.Cursor cursor) throws IOException {
        long offset = cursor.offset();
        if (offset > arena.usable() - ArenaFormat.CLUMP_HEADER) {
            throw new CorruptException("%s: directory entry %d points out of the arena"
                    .formatted(arena.where(), cursor.ordinal()));
        }
        ClumpHeader header = ClumpHeader.decode(
                ByteBuffer.wrap(arena.storage().read(arena.dataStart() + offset, ArenaFormat.CLUMP_HEADER)), 0);
        if (header.magic() != tail.clumpMagic() || !header.info().equals(cursor.info())) {
            throw new CorruptException("%s: clump at %d: no root block, though the directory says so"
                    .formatted(arena.where(), offset));
        }
        add(new Dated(new FoundRoot(header.score(), header.time(), arena.name(), offset), found++));
    }

    private void problem(VaultException cause) {
        if (problems.size() < KEPT_PROBLEMS) {
            problems.add(cause.getMessage());
        }
    }

    /** Of one root found twice the newer place counts. */
    private void add(Dated dated) {
        Dated other = kept.get(dated.root().score());
        if (other != null && other.compareTo(dated) > 0) {
            return;
        }
        if (other != null) {
            oldestFirst.remove(other);
        }
        kept.put(dated.root().score(), dated);
        oldestFirst.add(dated);
        if (oldestFirst.size() > limit) {
            kept.remove(oldestFirst.remove().root().score());
        }
    }

    /** The roots found, newest first. */
    public List<FoundRoot> newestFirst() {
        return oldestFirst.stream().sorted(Collections.reverseOrder()).map(Dated::root).toList();
    }

    /** How many root blocks there were, those that were not remembered included. */
    public long found() {
        return found;
    }

    /** What could not be looked at, one line each. */
    public List<String> problems() {
        return List.copyOf(problems);
    }
}
