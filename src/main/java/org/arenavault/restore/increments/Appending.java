package org.arenavault.restore.increments;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Count;
import org.arenavault.io.Plain;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.restore.placing.TargetArenas;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.increment.StoreBlocks;

/** Gives the store the blocks of some arenas that it lacks: in arenas that are not sealed, or in a further one. */
final class Appending {

    private final TargetArenas targets;
    private final Set<String> names;
    private final World world;
    private final List<Arena> candidates = new ArrayList<>();
    private final Map<String, Long> taken = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();
    private Iterator<Arena> further = candidates.iterator();
    private Optional<ArenaWriter> writer = Optional.empty();
    private boolean full;
    private long withoutRoom;
    private long damaged;
    private final List<String> unread = new ArrayList<>();
    private Optional<IOException> failure = Optional.empty();

    /**
     * Appends to the arenas of a store.
     *
     * @param names that no further arena may have
     */
    Appending(TargetArenas targets, Set<String> names, World world) {
        this.targets = targets;
        this.names = names;
        this.world = world;
    }

    /** What messages call blocks, and where they come from. */
    record Source(Arena arena, String where) {
    }

    static boolean isSame(Arena one, Arena other) {
        return one.storage() == other.storage() && one.start() == other.start();
    }

    /**
     * Appends what no arena of the store has.
     *
     * @param first the arena that takes them before all others
     * @param leaving an arena of the store that is about to go: what it has does not count, and nothing is put there
     * @param coming an arena that is about to come: what it has counts
     */
    void run(List<Source> sources, Optional<Arena> first, Optional<Arena> leaving, Optional<Arena> coming)
            throws IOException {
        StoreBlocks blocks = new StoreBlocks(world.stop());
        List<Source> readable = new ArrayList<>();
        for (Source source : sources) {
            try {
                blocks.want(source.arena());
                readable.add(source);
            } catch (UnusableBytesException e) {
                unread.add(e.getMessage());
            }
        }
        for (Arena arena : targets.all()) {
            if (leaving.filter(other -> isSame(arena, other)).isEmpty()) {
                blocks.has(arena);
            }
        }
        if (coming.isPresent()) {
            blocks.has(coming.get());
        }
        first.ifPresent(candidates::add);
        for (Arena arena : targets.writable()) {
            if (first.filter(other -> isSame(arena, other)).isEmpty()
                    && leaving.filter(other -> isSame(arena, other)).isEmpty()) {
                candidates.add(arena);
            }
        }
        further = candidates.iterator();
        for (Source source : readable) {
            append(blocks, source);
        }
        flush();
    }

    private void append(StoreBlocks blocks, Source source) throws IOException {
        Map<String, Long> before = new LinkedHashMap<>(taken);
        try {
            if (blocks.lacking(source.arena()) > 0) {
                StoreBlocks.Appended appended = blocks.append(source.arena(), this::take);
                withoutRoom += appended.withoutRoom();
                damaged += appended.damaged();
            }
        } catch (UnusableBytesException e) {
            if (failure.isPresent()) {
                // not the source fails, but what is written to
                throw failure.get();
            }
            unread.add(e.getMessage());
        }
        taken.forEach((name, count) -> {
            long now = count - before.getOrDefault(name, 0L);
            if (now > 0) {
                notes.add("%s: %s that the store lacked, appended to arena %s".formatted(source.where(),
                        Count.of(now, "block"), Plain.field(name)));
            }
        });
    }

    private boolean take(BlockType type, ByteBuffer block, Score score, long time) throws IOException {
        try {
            return append(type, block, score, time);
        } catch (IOException e) {
            failure = Optional.of(e);
            throw e;
        }
    }

    private boolean append(BlockType type, ByteBuffer block, Score score, long time) throws IOException {
        while (!full) {
            if (writer.isPresent()) {
                if (writer.get().append(type, block, score, time).isPresent()) {
                    taken.merge(writer.get().arena().name(), 1L, Long::sum);
                    return true;
                }
                flush();
            }
            Optional<Arena> next = further.hasNext() ? Optional.of(further.next()) : targets.another(names);
            full = next.isEmpty();
            if (next.isPresent()) {
                writer = Optional.of(ArenaWriter.open(next.get()));
                writer.get().recover();
            }
        }
        return false;
    }

    /** Makes durable what was appended; an arena that has taken nothing stays as it is. */
    private void flush() throws IOException {
        if (writer.isPresent() && taken.containsKey(writer.get().arena().name())) {
            writer.get().flush();
        }
        writer = Optional.empty();
    }

    /** How many blocks an arena has taken. */
    long taken(String arena) {
        return taken.getOrDefault(arena, 0L);
    }

    /** How many blocks the store lacks still, since nothing has room for them. */
    long withoutRoom() {
        return withoutRoom;
    }

    /** Why some sources could not be read to their ends: the store may lack blocks of them. A line each. */
    List<String> unread() {
        return unread;
    }

    /** How many blocks the store lacks still, since no source has them whole. */
    long damaged() {
        return damaged;
    }

    /** Whether the store has all blocks of all sources now. */
    boolean isWhole() {
        return withoutRoom == 0 && damaged == 0 && unread.isEmpty();
    }

    /** What came of it, one line each. */
    List<String> notes() {
        return notes;
    }
}
