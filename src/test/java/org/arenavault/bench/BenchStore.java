package org.arenavault.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.arenavault.io.Disks;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.PartitionFormatter;

/**
 * A partition of sealed arenas full of real clumps: blocks of 8 KiB, half of them random, half of words, so that
 * half of the clumps are compressed.
 */
final class BenchStore {

    private static final long ARENA = 128L << 20;
    private static final int BLOCK = 8192;
    private static final int SEED = 17;
    private static final long TIME = 1_700_000_000L;

    private BenchStore() {
    }

    /** Makes a partition of so many sealed arenas of 128 MiB, and a venti.conf; returns the conf's path. */
    static Path create(Path folder, int arenas) throws IOException {
        Random random = new Random(SEED);
        BenchBlocks blocks = new BenchBlocks();
        try (Storage storage = Disks.REAL.create(folder.resolve("arenas0"), (1 << 20) + arenas * ARENA);
                ArenaPartition partition = new PartitionFormatter(ARENA, BLOCK, 5, random::nextLong)
                        .format(storage, "arena")) {
            for (int i = 0; i < arenas; i++) {
                fill(partition.arenas().get(i), blocks);
            }
        }
        return Files.writeString(folder.resolve("venti.conf"), "index main\nisect isect0\narenas arenas0\n");
    }

    private static void fill(Arena arena, BenchBlocks blocks) throws IOException {
        ArenaWriter writer = ArenaWriter.open(arena);
        for (long time = TIME; writer.append(BlockType.DATA, ByteBuffer.wrap(blocks.next()), time).isPresent();) {
            time++;
        }
        writer.seal();
    }
}
