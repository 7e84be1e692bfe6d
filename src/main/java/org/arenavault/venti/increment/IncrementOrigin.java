package org.arenavault.venti.increment;

import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.Score;

/**
 * Which part of which active arena an increment is: what its label says of it (protection 2).
 *
 * @param arena the active arena's name
 * @param arenaSize bytes of the active arena from head to tail
 * @param blockSize B
 * @param version 4 or 5
 * @param clumpMagic what every clump begins with, u32
 * @param source the partition that the active arena lay in; a hint
 * @param offset where it began there; a hint, 0 or more
 * @param from offset of the first clump from the active arena's data start
 * @param to offset behind the last
 * @param clumps how many
 * @param chain the increments that begin at 0 and go on from each other; new whenever one begins at 0 again
 * @param entries SHA-1 over the clumps' directory entries, as {@link ClumpRun#entries}; {@link Score#NONE} where the
 *     label does not say, so that no chain can be continued behind it
 */
public record IncrementOrigin(String arena, long arenaSize, int blockSize, int version, long clumpMagic,
                              String source, long offset, long from, long to, long clumps, UUID chain,
                              Score entries) {

    /** What stands behind the last clump: the end mark, and four bytes to spare (venti-format 3.6). */
    static final int END = 8;

    private static final int LONGEST_NAME = 63;

    /** The part of {@code active} that {@code run} is. */
    static IncrementOrigin of(ActiveArena active, ClumpRun run, String source, UUID chain) {
        Arena arena = active.arena();
        return new IncrementOrigin(arena.name(), arena.size(), arena.blockSize(), active.tail().version(),
                active.tail().clumpMagic(), source, arena.start(), run.from(), run.to(), run.stats().clumps(), chain,
                run.entries());
    }

    /**
     * Checks that there can be such an arena, and such a part of it.
     *
     * @return this
     * @throws CorruptException if not; the message begins with {@code where}
     */
    public IncrementOrigin check(String where) throws CorruptException {
        if (!ArenaNames.isValid(arena)) {
            throw new CorruptException("%s: increment of an arena whose name '%s' cannot be"
                    .formatted(where, ArenaNames.printable(arena)));
        }
        if (version < 4 || version > 5 || !ArenaFormat.isBlockSize(blockSize) || arenaSize < 3L * blockSize
                || arenaSize % blockSize != 0 || offset < 0) {
            throw new CorruptException("%s: increment of an arena of version %d, %d bytes in blocks of %d at %d"
                    .formatted(where, version, arenaSize, blockSize, offset));
        }
        if (clumpMagic <= 0 || clumpMagic > 0xFFFF_FFFFL
                || (version == 4) != (clumpMagic == ArenaHead.V4_CLUMP_MAGIC)) {
            throw new CorruptException("%s: increment of an arena of version %d with the clump magic %08x"
                    .formatted(where, version, clumpMagic));
        }
        long usable = arenaSize - 2L * blockSize;
        if (from < 0 || to <= from || to > usable || clumps < 1
                || clumps > (to - from) / (ArenaFormat.CLUMP_HEADER + 1)
                || to + ArenaFormat.directorySize(clumps, blockSize) > usable) {
            throw new CorruptException("%s: increment of %d clumps at %d-%d, in an arena that has room for %d bytes"
                    .formatted(where, clumps, from, to, usable));
        }
        return this;
    }

    /** Bytes of the increment as a sealed arena. */
    public long imageSize() {
        return ClumpRun.imageSize(to - from, clumps, blockSize);
    }

    /**
     * What the increment is called: {@code ARENA@FROM.SEQ}, 63 bytes at the most.
     *
     * @param sequence the ledger's line that announces it, so that no name comes twice
     */
    public String name(long sequence) {
        String end = "@%d.%d".formatted(from, sequence);
        return arena.substring(0, Math.min(arena.length(), LONGEST_NAME - end.length())) + end;
    }

    /** True if both are of one arena as it was formatted: name, size, blocks, version and clump magic agree. */
    public boolean isOfOneArena(IncrementOrigin other) {
        return arena.equals(other.arena) && arenaSize == other.arenaSize && blockSize == other.blockSize
                && version == other.version && clumpMagic == other.clumpMagic;
    }

    /** What it is, for people. */
    public String text() {
        return "%s, clumps at %d-%d".formatted(ArenaNames.printable(arena), from, to);
    }
}
