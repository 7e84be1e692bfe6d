package org.arenavault.mirror;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.function.Consumer;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.FoundRoot;

/**
 * An arena whose head, directory or tail is damaged, so that its clumps are looked for.
 *
 * @param key under which its cursors are kept
 * @param tail its tail, or what stands for it
 * @param listed how many clumps its tail tells of; less than 0 if there is none
 * @param roots told of the root blocks that are met
 */
record ScannedArena(String key, Arena arena, ArenaTail tail, long listed, Consumer<FoundRoot> roots,
                    StopSignal stop) implements SentArena {

    private static final int SMALLEST_BLOCK = 512;
    private static final int LARGEST_BLOCK = 64 << 10;

    /**
     * What its tail tells, or else its head, or else what its clumps begin with.
     *
     * @return empty if nothing of them can be read
     */
    static Optional<ScannedArena> of(String key, Arena arena, Consumer<FoundRoot> roots, StopSignal stop)
            throws IOException {
        try {
            ArenaTail tail = arena.readTail();
            return Optional.of(new ScannedArena(key, arena, standIn(tail.version(), arena, tail.clumpMagic(),
                    tail.memory().used()), tail.memory().clumps(), roots, stop));
        } catch (UnusableBytesException e) {
            long room = Math.min(arena.usable(), arena.storage().size() - arena.dataStart());
            Optional<Long> magic = magic(arena, room);
            return magic.map(found -> new ScannedArena(key, arena, standIn(5, arena, found, room), -1, roots, stop));
        }
    }

    private static Optional<Long> magic(Arena arena, long room) throws IOException {
        try {
            ArenaHead head = Arena.headOf(arena.storage().slice(arena.start(), arena.storage().size()));
            return Optional.of(head.clumpMagic());
        } catch (UnusableBytesException e) {
            if (room < ArenaFormat.CLUMP_HEADER) {
                return Optional.empty();
            }
        }
        for (int block = SMALLEST_BLOCK; block <= LARGEST_BLOCK; block *= 2) {
            Optional<Long> magic = magicOfFirst(arena, arena.start() + block);
            if (magic.isPresent()) {
                return magic;
            }
        }
        return Optional.empty();
    }

    /** What the first clump begins with, if it is whole and begins there. */
    private static Optional<Long> magicOfFirst(Arena arena, long at) throws IOException {
        try {
            ClumpHeader header = ClumpHeader.decode(
                    ByteBuffer.wrap(arena.storage().read(at, ArenaFormat.CLUMP_HEADER)), 0);
            if (!header.isLegal() || header.uncsize() == 0 || header.uncsize() > ArenaFormat.MAX_UNCSIZE) {
                return Optional.empty();
            }
            byte[] payload = arena.storage().read(at + ArenaFormat.CLUMP_HEADER, header.size());
            new ClumpDecoder().decode(header, payload, 0);
            return Optional.of(header.magic());
        } catch (UnusableBytesException e) {
            return Optional.empty();
        }
    }

    /** A tail that allows for any clumps before {@code end}. */
    private static ArenaTail standIn(int version, Arena arena, long clumpMagic, long end) {
        ArenaStats most = new ArenaStats(Math.max(1, end / ArenaFormat.CLUMP_HEADER), 0, end, 0, true);
        return new ArenaTail(version, arena.name(), 0, 0, clumpMagic, most, most, Score.NONE);
    }

    @Override
    public ClumpWalk walk(ArenaTail ignored) {
        return new ClumpScan(arena, tail.clumpMagic(), tail.memory().used(), listed, roots, stop);
    }
}
