package org.arenavault.venti;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.arenavault.io.Disks;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.PartitionFormatter;

/** Small ventis of any shape, written with the embedded writer: partitions and a venti.conf, no index. */
public final class SampleVenti {

    private SampleVenti() {
    }

    /**
     * Makes a partition {@code arenas0} and a {@code venti.conf} in {@code folder}: sealed arenas of 1 MiB, then an
     * active one, then an empty one.
     *
     * @return the path of the venti.conf
     */
    public static Path create(Path folder, int sealed, int blockSize, int version, long seed) throws IOException {
        return create(folder, "arena", sealed, blockSize, version, seed);
    }

    /** The same with arenas that are called after {@code prefix}. */
    public static Path create(Path folder, String prefix, int sealed, int blockSize, int version, long seed)
            throws IOException {
        Files.createDirectories(folder);
        Path file = folder.resolve("arenas0");
        long size = 1 << 20;
        try (Storage storage = Disks.REAL.create(file, 802_816 + blockSize + (sealed + 2) * size);
                ArenaPartition partition = new PartitionFormatter(size, blockSize, version, new Random(seed)::nextLong)
                        .format(storage, prefix)) {
            Random random = new Random(seed);
            for (int i = 0; i <= sealed; i++) {
                Arena arena = partition.arenas().get(i);
                fill(ArenaWriter.open(arena), random, i < sealed);
            }
        }
        Path conf = folder.resolve("venti.conf");
        Files.writeString(conf, "index main\nisect isect0\narenas arenas0\n");
        return conf;
    }

    /**
     * The same with arenas that are full, and that its server has not sealed on disk yet, before the active one.
     *
     * @return the path of the venti.conf
     */
    public static Path createFull(Path folder, int full, long seed) throws IOException {
        Path conf = create(folder, 0, 8192, 5, seed);
        long size = 1 << 20;
        Files.delete(folder.resolve("arenas0"));
        try (Storage storage = Disks.REAL.create(folder.resolve("arenas0"), 802_816 + 8192 + (full + 1) * size);
                ArenaPartition partition = new PartitionFormatter(size, 8192, 5, new Random(seed)::nextLong)
                        .format(storage, "arena")) {
            Random random = new Random(seed);
            for (int i = 0; i < full; i++) {
                ArenaWriter writer = ArenaWriter.open(partition.arenas().get(i));
                boolean room = true;
                while (room) {
                    byte[] block = new byte[30_000];
                    random.nextBytes(block);
                    room = writer.append(BlockType.DATA, ByteBuffer.wrap(block), 1_700_000_000L).isPresent();
                }
                writer.flush();
            }
        }
        return conf;
    }

    /** Seals what is full, as a server does once its index is flushed. */
    public static void sealFull(Path folder) throws IOException {
        try (Storage storage = Disks.REAL.openToWrite(folder.resolve("arenas0"));
                ArenaPartition partition = ArenaPartition.open(storage)) {
            for (Arena arena : partition.arenas()) {
                if (ArenaStatus.of(arena).state() == ArenaState.FULL) {
                    ArenaWriter.open(arena).seal();
                }
            }
        }
    }

    private static void fill(ArenaWriter writer, Random random, boolean seal) throws IOException {
        boolean room = true;
        for (int i = 0; room && (seal || i < 20); i++) {
            byte[] block = new byte[1 + random.nextInt(30_000)];
            random.nextBytes(block);
            room = writer.append(BlockType.DATA, ByteBuffer.wrap(block), 1_700_000_000L + i).isPresent();
        }
        if (seal) {
            writer.seal();
        } else {
            writer.flush();
        }
    }
}
