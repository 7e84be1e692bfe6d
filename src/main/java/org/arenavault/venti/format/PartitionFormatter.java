package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.arenavault.io.Plain;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;

/**
 * Lays out a fresh arena partition as the stock formatter does (venti-format 2.3).
 *
 * @param arenaSize A, a multiple of the block size, at least 1 MiB
 * @param blockSize B, power of two
 * @param version 4 or 5
 * @param clumpMagics random u32s, one an arena of version 5
 */
public record PartitionFormatter(long arenaSize, int blockSize, int version, LongSupplier clumpMagics) {

    private static final int CHUNK = 1 << 20;

    /**
     * Writes header, table and empty arenas over all of {@code storage}, which nobody watches.
     *
     * @throws RefusedException if name or sizes are not legal; nothing has been written then
     */
    public ArenaPartition format(Storage storage, String prefix) throws IOException {
        return format(storage, prefix, Progress.SILENT, StopSignal.NEVER);
    }

    /**
     * Writes header, table and empty arenas over all of {@code storage}; their names are the prefix and a number
     * from 0. Version 4 arenas are zeroed, because their clumps all begin alike; holes are zero already.
     *
     * @throws RefusedException if name or sizes are not legal; nothing has been written then
     * @throws org.arenavault.io.CancelledException if the operator asked to stop; what was there is gone
     */
    public ArenaPartition format(Storage storage, String prefix, Progress progress, StopSignal stop)
            throws IOException {
        ArenaMap map = map(storage, prefix);
        if (version == 4) {
            zero(storage, ArenaFormat.roundDown(storage.size(), blockSize), progress, stop);
        }
        ArenaPartition partition =
                ArenaPartition.create(storage, PartitionHeader.ofBlockSize(blockSize), map);
        for (Arena arena : partition.arenas()) {
            ArenaWriter.format(arena, version, version == 4 ? ArenaHead.V4_CLUMP_MAGIC : nextMagic());
        }
        storage.force();
        return partition;
    }

    /**
     * Finds out whether {@code storage} could be formatted. Nothing is read or written.
     *
     * @throws RefusedException if name or sizes are not legal
     */
    public void check(Storage storage, String prefix) throws IOException {
        map(storage, prefix);
    }

    /** What is wrong with the name or the sizes, whatever they are for; empty if nothing is. */
    public Optional<String> fault(String prefix) {
        if (!ArenaFormat.isBlockSize(blockSize)) {
            return Optional.of("block size %d: a power of two from 512 to 65536 is needed".formatted(blockSize));
        }
        if (arenaSize < ArenaFormat.MIN_ARENA_SIZE || arenaSize % blockSize != 0) {
            return Optional.of("arena size %d: a multiple of the block size %d, at least 1 MiB, is needed"
                    .formatted(arenaSize, blockSize));
        }
        if (!ArenaNames.isPortable(prefix) || prefix.length() > 50) {
            return Optional.of("arena name '%s': needs up to 50 printable characters, no blanks, quotes or #"
                    .formatted(Plain.field(prefix)));
        }
        return Optional.empty();
    }

    private ArenaMap map(Storage storage, String prefix) throws IOException {
        Optional<String> fault = fault(prefix);
        if (fault.isPresent()) {
            throw new RefusedException(fault.get());
        }
        PartitionHeader header = PartitionHeader.ofBlockSize(blockSize);
        ArenaMap map = new ArenaMap(layout(storage, header, prefix));
        map.encode(header.tableSize(), storage.name());
        return map;
    }

    private long nextMagic() {
        while (true) {
            long magic = clumpMagics.getAsLong() & 0xFFFF_FFFFL;
            if (magic != 0 && magic != ArenaHead.V4_CLUMP_MAGIC) {
                return magic;
            }
        }
    }

    private List<ArenaMap.Range> layout(Storage storage, PartitionHeader header, String prefix) throws IOException {
        long size = ArenaFormat.roundDown(storage.size(), blockSize);
        long available = size - header.arenaBase();
        if (available < ArenaFormat.MIN_ARENA_SIZE) {
            throw new RefusedException("%s: %d bytes leave no room for an arena of at least 1 MiB"
                    .formatted(storage.name(), storage.size()));
        }
        long count = available / arenaSize;
        if (available - count * arenaSize >= ArenaFormat.MIN_ARENA_SIZE) {
            count++;
        }
        if (count > ArenaFormat.MAX_ARENAS) {
            throw new RefusedException("%s: %d arenas of %d bytes; a table holds %d: take larger arenas"
                    .formatted(storage.name(), count, arenaSize, ArenaFormat.MAX_ARENAS));
        }
        List<ArenaMap.Range> ranges = new ArrayList<>();
        long at = header.arenaBase();
        for (int i = 0; i < count; i++) {
            long stop = at + arenaSize;
            if (stop >= size || size - stop < ArenaFormat.MIN_ARENA_SIZE) {
                stop = size;
            }
            ranges.add(new ArenaMap.Range(prefix + i, at, stop));
            at = stop;
        }
        return ranges;
    }

    private static void zero(Storage storage, long to, Progress progress, StopSignal stop) throws IOException {
        byte[] zeros = new byte[CHUNK];
        try (Progress.Stage stage = progress.begin("zeroing " + storage.name(), to)) {
            long at = ArenaFormat.BLANK;
            while (at < to) {
                stop.check();
                long data = storage.nextData(at);
                int length = data > at ? 0 : (int) Math.min(CHUNK, to - at);
                if (length > 0) {
                    storage.write(at, ByteBuffer.wrap(zeros, 0, length));
                }
                long next = Math.max(at + length, Math.min(data, to));
                stage.add(next - at);
                at = next;
            }
        }
    }
}
