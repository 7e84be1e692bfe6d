package org.arenavault.venti.index;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.ArenaFormat;

/**
 * Goes through the directories of arenas once, from the first to the last, and deals them out to several
 * threads in pieces. An entry carries no offset, so that the place of a clump is known only by adding up all
 * before it; that is done here, by one thread at a time, and shows at the end whether the directory is sound.
 */
final class DirectorySource {

    private final List<FilledArena> arenas;
    private final Progress.Stage stage;
    private final Map<FilledArena, String> damaged = new LinkedHashMap<>();
    private int current;
    private long ordinal;
    private long address;

    private DirectorySource(List<FilledArena> arenas, Progress.Stage stage) {
        this.arenas = arenas;
        this.stage = stage;
        this.address = arenas.isEmpty() ? 0 : arenas.get(0).base();
    }

    /**
     * Shows every clump of {@code arenas} to one of several visitors.
     *
     * @param visitors makes the visitor of a thread, from 0 to {@code threads} - 1
     * @return the arenas whose directory is damaged, and what is wrong, in one line; some of their clumps may
     *     have been shown
     */
    static Map<FilledArena, String> scan(List<FilledArena> arenas, int threads, String what, Progress progress,
                                         StopSignal stop, IntFunction<ClumpVisitor> visitors) throws IOException {
        long total = arenas.stream().mapToLong(arena -> arena.memory().clumps()).sum() * ArenaFormat.CLUMP_INFO;
        try (Progress.Stage stage = progress.begin(what, total)) {
            DirectorySource source = new DirectorySource(arenas, stage);
            Workers.run(threads, stop, (worker, either) -> {
                ClumpVisitor visitor = visitors.apply(worker);
                DirectoryChunk chunk = new DirectoryChunk();
                while (source.next(chunk)) {
                    either.check();
                    chunk.visit(visitor);
                    stage.add((long) chunk.entries() * ArenaFormat.CLUMP_INFO);
                }
                visitor.end();
            });
            return source.damaged;
        }
    }

    private synchronized boolean next(DirectoryChunk chunk) throws IOException {
        while (current < arenas.size()) {
            FilledArena arena = arenas.get(current);
            if (ordinal < arena.memory().clumps()) {
                if (take(chunk, arena)) {
                    return true;
                }
            } else if (address != arena.stop()) {
                damaged.put(arena, "%s: its directory adds up to %d bytes of clumps, its tail says %d".formatted(
                        arena.arena().where(), address - arena.base(), arena.memory().used()));
            }
            current++;
            ordinal = 0;
            address = current < arenas.size() ? arenas.get(current).base() : 0;
        }
        return false;
    }

    /** False, with the reason noted, if the directory is damaged here. */
    private boolean take(DirectoryChunk chunk, FilledArena arena) throws IOException {
        if (ordinal == 0) {
            stage.detail(arena.arena().name());
        }
        try {
            chunk.read(arena, ordinal, address);
        } catch (CorruptException | MediumFaultException e) {
            damaged.put(arena, "%s: its directory cannot be read: %s".formatted(arena.arena().where(), e.getMessage()));
            return false;
        }
        long end = chunk.end();
        if (end < 0 || end > arena.stop()) {
            damaged.put(arena, "%s: among the directory entries from %d on are some that no server has written"
                    .formatted(arena.arena().where(), ordinal));
            return false;
        }
        ordinal += chunk.entries();
        address = end;
        return true;
    }
}
