package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.ClumpInfo;

/**
 * An arena that a server may be writing to, read for increments (protection 2.1). The tail is read first, once; the
 * clumps are believed when they decode and hash, whatever the tail says. Not safe for several threads.
 */
public final class ActiveArena {

    private static final int TRIES = 3;

    private final Arena arena;
    private final ArenaTail tail;
    private final Patience patience;
    private final StopSignal stop;
    private final LogBytes log;
    private final LogDirectory directory;
    private final LogSearch search;
    private final Map<Long, ClumpPlace> holes = new HashMap<>();
    private boolean flushed;

    private ActiveArena(Arena arena, ArenaTail tail, Patience patience, StopSignal stop) {
        this.arena = arena;
        this.tail = tail;
        this.patience = patience;
        this.stop = stop;
        this.log = new LogBytes(arena);
        this.directory = new LogDirectory(this);
        this.search = new LogSearch(this);
    }

    /**
     * Reads the tail.
     *
     * @param patience what is done about a clump that the tail vouches for and that is not whole
     * @throws CorruptException if there is no sound tail
     * @throws IOException if it cannot be read
     */
    public static ActiveArena read(Arena arena, Patience patience, StopSignal stop) throws IOException {
        return new ActiveArena(arena, tail(arena), patience, stop);
    }

    /** A server may be writing the block in this moment. */
    private static ArenaTail tail(Arena arena) throws IOException {
        for (int i = 1; i < TRIES; i++) {
            try {
                return arena.readTail();
            } catch (CorruptException e) {
                // half of the old and half of the new one, perhaps
            }
        }
        return arena.readTail();
    }

    /** Where it lies. */
    public Arena arena() {
        return arena;
    }

    /** What its tail said when it was read. */
    public ArenaTail tail() {
        return tail;
    }

    LogBytes log() {
        return log;
    }

    LogDirectory directory() {
        return directory;
    }

    /** Where the clumps end that the tail vouches for. */
    private long vouched() {
        return tail.memory().used();
    }

    /**
     * Takes the clumps from {@code start} on: as far as the tail vouches for them, and on past that while they are
     * whole.
     *
     * @param until offset where the run is to end; {@link Long#MAX_VALUE} if nowhere
     * @param limit bytes that the increment of it may have at the most, head and tail included
     * @param stage told of the bytes that were checked
     * @return a run, which may be empty
     * @throws IOException if the arena cannot be read, or the operator has asked to stop
     */
    public ClumpRun run(ClumpPlace start, long until, long limit, Progress.Stage stage) throws IOException {
        ClumpRun run = take(start, until, limit, stage);
        boolean unfit = run.isEmpty() && run.stats().clumps() > 0;
        if (run.next().isPresent() && (run.end() == ClumpRun.End.DAMAGE || unfit)) {
            // what holds no whole clump is no increment: the next one begins behind it
            holes.put(run.isEmpty() ? run.from() : run.to(), run.next().get());
        }
        return run;
    }

    /** Where a run goes on behind {@code at}, if a run has met damage there that no increment carries. */
    Optional<ClumpPlace> behindKnownHole(ClumpPlace at) {
        return Optional.ofNullable(holes.get(at.offset()));
    }

    private ClumpRun take(ClumpPlace start, long until, long limit, Progress.Stage stage) throws IOException {
        RunBuilder run = new RunBuilder(start);
        while (true) {
            stop.check();
            run.number(numbered(run.place()).ordinal());
            ClumpPlace at = run.place();
            log.read(at.offset());
            Step step = takeWhole(run, until, limit);
            stage.add(run.place().offset() - at.offset());
            if (step == Step.LIMIT) {
                return run.end(ClumpRun.End.LIMIT, Optional.of(run.place()));
            }
            if (step == Step.NOT_WHOLE) {
                Optional<ClumpRun> end = afterDamage(run, until, limit);
                if (end.isPresent()) {
                    return end.get();
                }
            }
        }
    }

    /** How a piece of the log ended. */
    private enum Step {
        PIECE,
        LIMIT,
        NOT_WHOLE
    }

    /** Takes the whole clumps of the piece that was read. */
    private Step takeWhole(RunBuilder run, long until, long limit) {
        byte[] bytes = log.bytes();
        int[] starts = new int[log.length() / ArenaFormat.CLUMP_HEADER + 1];
        ClumpPlace place = run.place();
        long first = place.offset();
        int count = 0;
        Step step = Step.NOT_WHOLE;
        while (true) {
            int at = (int) (place.offset() - first);
            if (place.offset() >= until) {
                step = Step.LIMIT;
                break;
            }
            if (at > log.length() - ArenaFormat.CLUMP_HEADER) {
                step = at > 0 ? Step.PIECE : Step.NOT_WHOLE;
                break;
            }
            ClumpHeader header = ClumpHeader.decode(ByteBuffer.wrap(bytes), at);
            if (!isRight(header, place)) {
                break;
            }
            if (at > log.length() - header.length()) {
                step = Step.PIECE;
                break;
            }
            if (run.imageSizeWith(count + 1, place.offset() + header.length() - first, arena.blockSize()) > limit) {
                step = Step.LIMIT;
                break;
            }
            starts[count++] = at;
            place = numbered(place.behind(header.length()));
        }
        int whole = WholeClumps.countWhole(bytes, starts, count);
        for (int i = 0; i < whole; i++) {
            run.add(ClumpHeader.decode(ByteBuffer.wrap(bytes), starts[i]), bytes, starts[i]);
        }
        return whole < count ? Step.NOT_WHOLE : step;
    }

    /** The place with its number, where the tail tells that: at the end of what it vouches for. */
    ClumpPlace numbered(ClumpPlace place) {
        return place.offset() == vouched() ? new ClumpPlace(place.offset(), tail.memory().clumps()) : place;
    }

    /** True if a clump may begin like this at {@code place}. */
    boolean isRight(ClumpHeader header, ClumpPlace place) {
        if (header.magic() != tail.clumpMagic() || !header.isLegal() || header.uncsize() == 0) {
            return false;
        }
        long end = place.offset() + header.length();
        if (place.offset() < vouched()) {
            return end <= vouched();
        }
        return !BlockType.fromDisk(header.type()).equals(BlockType.CORRUPT)
                && end + ArenaFormat.directorySize(Math.max(place.ordinal(), tail.memory().clumps()) + 1,
                        arena.blockSize()) <= arena.usable();
    }

    /** The end of the run, unless it goes on: with the clump read again, or behind damage that the directory knows. */
    private Optional<ClumpRun> afterDamage(RunBuilder run, long until, long limit) throws IOException {
        ClumpPlace at = run.place();
        if (at.offset() >= vouched()) {
            return Optional.of(run.end(ClumpRun.End.LOG, Optional.empty()));
        }
        List<ClumpInfo> entries = directory.around(at);
        boolean marked = !entries.isEmpty() && entries.stream().allMatch(SealedClumps::isMarked);
        if (!flushed && !marked) {
            if (!patience.flushed(where(at.offset()))) {
                return Optional.of(run.end(ClumpRun.End.NOT_WHOLE, Optional.of(at)));
            }
            flushed = true;
            directory.forget();
            return Optional.empty();
        }
        if (!entries.isEmpty()) {
            return carry(run, entries, until, limit);
        }
        Optional<ClumpPlace> next = search.behind(at);
        run.problem("%s: neither a clump nor a plausible directory entry; %s".formatted(where(at.offset()),
                next.isPresent() ? "%d bytes are left out".formatted(next.get().offset() - at.offset())
                        : "the rest is left out"));
        return Optional.of(run.end(ClumpRun.End.DAMAGE, next));
    }

    private Optional<ClumpRun> carry(RunBuilder run, List<ClumpInfo> entries, long until, long limit)
            throws IOException {
        for (ClumpInfo entry : entries) {
            ClumpPlace at = run.place();
            int length = ArenaFormat.CLUMP_HEADER + entry.size();
            if (at.offset() >= until || run.isFullOfDamage()
                    || run.imageSizeWith(1, length, arena.blockSize()) > limit) {
                return Optional.of(run.end(ClumpRun.End.LIMIT, Optional.of(at)));
            }
            log.read(at.offset());
            run.problem("%s: is not whole; its bytes are carried, and marked".formatted(where(at.offset())));
            run.addDamaged(entry, log.bytes(), 0);
        }
        return Optional.empty();
    }

    /**
     * Where the log goes on behind bytes at {@code at} that are no whole clump. Nothing is waited for.
     *
     * @return empty if a whole clump is there, or nothing behind it
     */
    Optional<ClumpPlace> behindDamage(ClumpPlace at) throws IOException {
        if (at.offset() >= vouched()) {
            return Optional.empty();
        }
        log.read(at.offset());
        if (isWholeAt(0, at)) {
            return Optional.empty();
        }
        List<ClumpInfo> entries = directory.around(at);
        if (entries.isEmpty()) {
            return search.behind(at);
        }
        ClumpPlace behind = at;
        for (ClumpInfo entry : entries) {
            behind = behind.behind(ArenaFormat.CLUMP_HEADER + entry.size());
        }
        return Optional.of(behind);
    }

    /**
     * The header of a clump that may begin at {@code place}.
     *
     * @return empty if none can, or its block of the disk cannot be read
     */
    Optional<ClumpHeader> headerAt(ClumpPlace place) throws IOException {
        if (place.offset() > arena.usable() - ArenaFormat.CLUMP_HEADER) {
            return Optional.empty();
        }
        try {
            ClumpHeader header = ClumpHeader.decode(ByteBuffer.wrap(
                    arena.storage().read(arena.dataStart() + place.offset(), ArenaFormat.CLUMP_HEADER)), 0);
            return isRight(header, place) ? Optional.of(header) : Optional.empty();
        } catch (MediumFaultException e) {
            // as good as no header
            return Optional.empty();
        }
    }

    /** True if a whole clump stands at {@code index} of the piece that was read, which is {@code place}. */
    boolean isWholeAt(int index, ClumpPlace place) {
        if (index > log.length() - ArenaFormat.CLUMP_HEADER) {
            return false;
        }
        ClumpHeader header = ClumpHeader.decode(ByteBuffer.wrap(log.bytes()), index);
        return isRight(header, place) && index <= log.length() - header.length()
                && WholeClumps.isWhole(log.bytes(), index);
    }

    private String where(long offset) {
        return "%s: clump at %d".formatted(arena.where(), offset);
    }
}
