package org.arenavault.venti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.arenavault.io.FileStorage;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaHead;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaStats;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.PartitionHeader;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.index.IndexSizes;

/**
 * A venti with any number of clumps in little time: real tables, heads, directories and tails, and a hole where
 * the clumps themselves would be. Scores and sizes are random, and the same for the same shape.
 *
 * <p>Full arenas are sealed and not yet summed; the last one that has clumps is active. Sections and filter are
 * left as holes, to be formatted.
 *
 * @param clumps how many in all
 * @param arenaSize bytes of an arena, a multiple of the block size
 * @param blockSize of the arenas
 * @param meanSize of a clump, stored
 * @param partitions files to spread the arenas over
 * @param sections index sections
 * @param bloomBytes bytes of the Bloom filter; 0 for none
 */
public record SyntheticStore(long clumps, long arenaSize, int blockSize, int meanSize, int partitions, int sections,
                             long bloomBytes) {

    private static final int CHUNK_BLOCKS = 64;
    private static final long CLUMP_MAGIC = 0x5EED5EEDL;

    /** The usual shape: arenas of 512 MiB in blocks of 8 KiB, clumps of 4 KiB, one partition, one section. */
    public static SyntheticStore of(long clumps) {
        return new SyntheticStore(clumps, ArenaFormat.DEFAULT_ARENA_SIZE, ArenaFormat.DEFAULT_BLOCK_SIZE, 4096, 1, 1,
                0);
    }

    /** The same with a Bloom filter of {@code bytes} bytes. */
    public SyntheticStore withBloom(long bytes) {
        return new SyntheticStore(clumps, arenaSize, blockSize, meanSize, partitions, sections, bytes);
    }

    /** Creates it in {@code folder}; returns its venti.conf. */
    public Path create(Path folder) throws IOException {
        StringBuilder conf = new StringBuilder("index main\n");
        long arenas = arenasNeeded();
        long perPartition = (arenas + partitions - 1) / partitions;
        long left = clumps;
        for (int i = 0; i < partitions; i++) {
            left = createPartition(folder.resolve("arenas" + i), i, (int) perPartition, left);
            conf.append("arenas arenas").append(i).append('\n');
        }
        if (left > 0) {
            throw new IOException(left + " clumps did not fit");
        }
        long sectionBytes = IndexSizes.sectionBytes(0, clumps, sections);
        for (int i = 0; i < sections; i++) {
            FileStorage.create(folder.resolve("isect" + i), sectionBytes).close();
            conf.append("isect isect").append(i).append('\n');
        }
        if (bloomBytes > 0) {
            FileStorage.create(folder.resolve("bloom"), bloomBytes).close();
            conf.append("bloom bloom\n");
        }
        return Files.writeString(folder.resolve("venti.conf"), conf);
    }

    private long arenasNeeded() {
        long perClump = meanSize + ArenaFormat.CLUMP_HEADER + ArenaFormat.CLUMP_INFO + 1L;
        return clumps / ((arenaSize - 4L * blockSize) / perClump * 99 / 100) + partitions;
    }

    private long createPartition(Path path, int number, int arenas, long clumpsLeft) throws IOException {
        PartitionHeader header = PartitionHeader.ofBlockSize(blockSize);
        List<ArenaMap.Range> ranges = new ArrayList<>();
        for (int i = 0; i < arenas; i++) {
            long start = header.arenaBase() + i * arenaSize;
            ranges.add(new ArenaMap.Range("arena%d.%d".formatted(number, i), start, start + arenaSize));
        }
        long left = clumpsLeft;
        try (Storage storage = FileStorage.create(path, header.arenaBase() + arenas * arenaSize);
                ArenaPartition partition = ArenaPartition.create(storage, header, new ArenaMap(ranges))) {
            for (Arena arena : partition.arenas()) {
                left -= fill(arena, left);
            }
        }
        return left;
    }

    /** Fills an arena with up to {@code limit} clumps; returns how many. */
    private long fill(Arena arena, long limit) throws IOException {
        Noise noise = new Noise(arena.name().hashCode());
        int perBlock = ArenaFormat.infosPerBlock(blockSize);
        ClumpDirectory directory = new ClumpDirectory(arena);
        byte[] chunk = new byte[CHUNK_BLOCKS * blockSize];
        ByteBuffer view = ByteBuffer.wrap(chunk);
        long clump = 0;
        long used = 0;
        long uncsize = 0;
        long compressed = 0;
        boolean full = false;
        while (!full && clump < limit) {
            int block = (int) (clump / perBlock % CHUNK_BLOCKS);
            int at = (CHUNK_BLOCKS - 1 - block) * blockSize;
            for (int i = 0; i < perBlock && clump < limit && !full; i++) {
                int size = meanSize / 2 + (int) ((noise.next() >>> 33) % meanSize);
                int length = Math.min(ArenaFormat.MAX_LUMP, size + (int) ((noise.next() >>> 33) % 3000));
                full = used + ArenaFormat.CLUMP_HEADER + size + 8
                        + ArenaFormat.directorySize(clump + 1, blockSize) > arena.usable();
                if (!full) {
                    putInfo(view, at, noise, size, length);
                    at += ArenaFormat.CLUMP_INFO;
                    used += ArenaFormat.CLUMP_HEADER + size;
                    uncsize += length;
                    compressed += size < length ? 1 : 0;
                    clump++;
                }
            }
            if (block == CHUNK_BLOCKS - 1 || full || clump == limit) {
                int blocks = block + 1;
                int from = (CHUNK_BLOCKS - blocks) * blockSize;
                long firstBlock = (clump - 1) / perBlock / CHUNK_BLOCKS * CHUNK_BLOCKS;
                arena.storage().write(directory.blockOf((firstBlock + blocks - 1) * perBlock),
                        ByteBuffer.wrap(chunk, from, blocks * blockSize));
                Arrays.fill(chunk, (byte) 0);
            }
        }
        writeEnds(arena, new ArenaStats(clump, compressed, used, uncsize, full));
        return clump;
    }

    private static void putInfo(ByteBuffer view, int at, Noise noise, int size, int length) {
        view.put(at, (byte) (1 + (noise.next() >>> 33) % 9));
        view.putShort(at + 1, (short) size);
        view.putShort(at + 3, (short) length);
        view.putLong(at + 5, noise.next());
        view.putLong(at + 13, noise.next());
        view.putInt(at + 21, (int) noise.next());
    }

    private void writeEnds(Arena arena, ArenaStats stats) throws IOException {
        long time = stats.clumps() == 0 ? 0 : 1_700_000_000L;
        ArenaHead head = new ArenaHead(5, arena.name(), blockSize, arena.size(), CLUMP_MAGIC);
        ArenaTail tail = new ArenaTail(5, arena.name(), time, time, CLUMP_MAGIC,
                stats.sealed() ? stats : ArenaStats.EMPTY, stats, Score.NONE);
        arena.storage().write(arena.start(), head.encode());
        arena.storage().write(arena.tailStart(), tail.encode(blockSize));
    }

    /** SplitMix64: random enough for scores, and fast. */
    private static final class Noise {

        private long state;

        Noise(long seed) {
            this.state = seed;
        }

        long next() {
            state += 0x9E3779B97F4A7C15L;
            long z = state;
            z = (z ^ z >>> 30) * 0xBF58476D1CE4E5B9L;
            z = (z ^ z >>> 27) * 0x94D049BB133111EBL;
            return z ^ z >>> 31;
        }
    }
}
