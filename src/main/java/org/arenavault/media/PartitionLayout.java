package org.arenavault.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.PartitionHeader;

/**
 * Which arenas a partition on a medium holds. The table is text and not written as one step: where it does not
 * parse, or a whole arena lies behind its last line, the arenas themselves say where they are.
 *
 * @param header block size and place of the first arena
 * @param arenas all that are whole, each at a multiple of 64 KiB
 * @param listed how many of them the table is known to list; the one behind them wants its line
 */
record PartitionLayout(PartitionHeader header, List<ArenaMap.Range> arenas, int listed) {

    private static final int ALIGNMENT = 64 * 1024;

    PartitionLayout {
        arenas = List.copyOf(arenas);
    }

    /** The header of a partition whose first arena starts at a multiple of 64 KiB, behind room for a full table. */
    static PartitionHeader header(int blockSize) {
        return new PartitionHeader(blockSize, arenaBase(blockSize));
    }

    static long arenaBase(int blockSize) {
        return ArenaFormat.roundUp(PartitionHeader.ofBlockSize(blockSize).arenaBase(), ALIGNMENT);
    }

    static PartitionLayout empty(PartitionHeader header) {
        return new PartitionLayout(header, List.of(), 0);
    }

    /**
     * Reads the table, and what lies behind it. Where a disc was begun and not even its header written, the
     * layout is an empty one.
     *
     * @throws CorruptException if the header is none
     */
    static PartitionLayout read(Storage storage) throws IOException {
        if (isZero(storage.read(ArenaFormat.BLANK, PartitionHeader.SIZE))) {
            return empty(header(ArenaFormat.DEFAULT_BLOCK_SIZE));
        }
        PartitionHeader header = ArenaPartition.readHeader(storage);
        try {
            ArenaMap table = ArenaMap.decode(storage.read(header.tableBase(), header.tableSize()), storage.name());
            List<ArenaMap.Range> arenas = new ArrayList<>(table.ranges());
            checkBounds(storage, header, arenas);
            walk(storage, header, arenas);
            return new PartitionLayout(header, arenas, Math.max(table.ranges().size(), arenas.size() - 1));
        } catch (CorruptException e) {
            List<ArenaMap.Range> arenas = new ArrayList<>();
            walk(storage, header, arenas);
            return new PartitionLayout(header, arenas, Math.max(0, arenas.size() - 1));
        }
    }

    private static void checkBounds(Storage storage, PartitionHeader header, List<ArenaMap.Range> arenas)
            throws IOException {
        long last = arenas.isEmpty() ? header.arenaBase() : arenas.get(arenas.size() - 1).stop();
        if (last > storage.size() || (!arenas.isEmpty() && arenas.get(0).start() < header.arenaBase())) {
            throw new CorruptException("%s: its table names arenas outside of %d-%d".formatted(storage.name(),
                    header.arenaBase(), storage.size()));
        }
    }

    private static boolean isZero(byte[] bytes) {
        return Arrays.equals(bytes, new byte[bytes.length]);
    }

    /** Adds the arenas behind those that are known: each head names its arena and its size. */
    private static void walk(Storage storage, PartitionHeader header, List<ArenaMap.Range> arenas)
            throws IOException {
        while (arenas.size() < ArenaFormat.MAX_ARENAS) {
            long at = endOf(header, arenas);
            Optional<ArenaMap.Range> next = wholeArena(storage, at, header.blockSize());
            if (next.isEmpty()) {
                return;
            }
            arenas.add(next.get());
        }
    }

    private static Optional<ArenaMap.Range> wholeArena(Storage storage, long at, int blockSize) throws IOException {
        try {
            Arena arena = Arena.ofImage(storage, at);
            if (arena.blockSize() == blockSize && arena.readTail().name().equals(arena.name())) {
                return Optional.of(new ArenaMap.Range(arena.name(), arena.start(), arena.end()));
            }
            return Optional.empty();
        } catch (CorruptException | UnsupportedVersionException e) {
            return Optional.empty();
        }
    }

    /** Where the next arena starts. */
    long end() {
        return endOf(header, arenas);
    }

    private static long endOf(PartitionHeader header, List<ArenaMap.Range> arenas) {
        long end = arenas.isEmpty() ? header.arenaBase() : arenas.get(arenas.size() - 1).stop();
        return ArenaFormat.roundUp(end, ALIGNMENT);
    }

    /** The arena that wants its line in the table. */
    Optional<ArenaMap.Range> unlisted() {
        return listed < arenas.size() ? Optional.of(arenas.get(listed)) : Optional.empty();
    }

    /** The table of all arenas. */
    ArenaMap map() {
        return new ArenaMap(arenas);
    }
}
