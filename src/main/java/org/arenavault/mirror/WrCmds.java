package org.arenavault.mirror;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Dial;
import org.arenavault.io.Plain;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpInfo;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.Partition;

/** Cursors from the commands of the Plan 9 scripts, and back. */
final class WrCmds {

    /** The stock tool notes its offset before its last writes are answered: so many may be missing (replication 1). */
    private static final int UNANSWERED = 12;

    private final OpenArenas source;

    WrCmds(OpenArenas source) {
        this.source = source;
    }

    /**
     * Begins a cursor where a command would go on, less what the stock tool may have lost. One that has come further
     * stays.
     *
     * @param where the file that says it
     * @throws RefusedException if no arena begins there, or it ends before
     */
    void take(WrCmd command, String where, TargetState state) throws IOException {
        OpenArenas.Placed mirrored = arena(command, where);
        ArenaTail tail = mirrored.arena().readTail();
        if (command.clumpOffset() > tail.memory().used()) {
            throw new RefusedException("%s: goes on at 0x%x of %s, which ends at 0x%x: it is that of another arena"
                    .formatted(where, command.clumpOffset(), mirrored.arena().where(), tail.memory().used()));
        }
        ArenaCursor cursor = walk(mirrored, tail, command.clumpOffset());
        Optional<ArenaCursor> kept = state.cursor(mirrored.name());
        if (kept.isEmpty() || kept.get().done() < cursor.done()) {
            state.keep(cursor);
        }
    }

    private OpenArenas.Placed arena(WrCmd command, String where) throws RefusedException {
        List<OpenArenas.Placed> there = source.arenas().stream()
                .filter(each -> each.arena().start() == command.arenaOffset()).toList();
        List<OpenArenas.Placed> exact = there.stream()
                .filter(each -> isNamed(each.partition(), command.partition())).toList();
        // another system calls the partition otherwise; the offset alone may tell
        List<OpenArenas.Placed> found = exact.isEmpty() ? there : exact;
        if (found.size() != 1) {
            throw new RefusedException("%s: '%s': %s arena of the source begins at %d; is it that of another venti?"
                    .formatted(where, Plain.field(command.toString()), found.isEmpty() ? "no" : "more than one",
                            command.arenaOffset()));
        }
        return found.get(0);
    }

    private static boolean isNamed(Partition partition, String name) {
        try {
            return partition.text().equals(name) || partition.path().equals(Path.of(name).toAbsolutePath());
        } catch (InvalidPathException e) {
            // no file here can have the name
            return false;
        }
    }

    private static ArenaCursor walk(OpenArenas.Placed mirrored, ArenaTail tail, long offset) throws IOException {
        ArenaCursor cursor = ArenaCursor.begin(new ListedArena(mirrored.name(), mirrored.arena()), tail);
        Deque<ArenaCursor> lastOnes = new ArrayDeque<>();
        ClumpDirectory.Cursor entries = new ClumpDirectory(mirrored.arena()).cursor(tail.memory().clumps());
        while (entries.next() && entries.offset() < offset) {
            lastOnes.addLast(cursor);
            if (lastOnes.size() > UNANSWERED) {
                lastOnes.removeFirst();
            }
            ClumpInfo info = entries.info();
            boolean corrupt = BlockType.fromDisk(info.type()).equals(BlockType.CORRUPT);
            cursor = (corrupt ? cursor : cursor.prove(info.score(), info.type())).advance(entries.nextOffset(),
                    entries.ordinal() + 1, info.score(),
                    new ArenaCursor.Counts(0, corrupt ? 0 : 1, corrupt ? 1 : 0), List.of());
        }
        return lastOnes.isEmpty() ? cursor : lastOnes.getFirst();
    }

    /** The command that would go on with the arena that is not wholly on the target, or is the last. */
    Optional<WrCmd> give(Dial target, TargetState state) throws IOException {
        Optional<WrCmd> command = Optional.empty();
        for (OpenArenas.Placed arena : source.arenas()) {
            Optional<ArenaCursor> cursor = state.cursor(arena.name());
            if (cursor.isPresent() || arena.arena().readTail().memory().clumps() > 0) {
                command = Optional.of(new WrCmd(target, arena.arena().start(), arena.partition().text(),
                        cursor.map(ArenaCursor::done).orElse(0L)));
                if (cursor.isEmpty() || !cursor.get().copied()) {
                    return command;
                }
            }
        }
        return command;
    }
}
