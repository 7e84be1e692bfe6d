package org.arenavault.soak;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.arenavault.io.Disks;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.PartitionFormatter;

/** A venti whose arenas are as large as real ones, sealed, and mostly holes: it takes hardly any room. */
public final class SparseVenti {

    private static final int BLOCK = 8192;
    private static final int MAP = 802_816;

    private SparseVenti() {
    }

    /**
     * Makes it in a folder that exists; nothing is in it yet.
     *
     * @param arenas how many it has
     * @param size bytes of each
     * @return the path of its venti.conf
     */
    public static Path create(Path folder, int arenas, long size) throws IOException {
        Random random = new Random(arenas);
        try (Storage storage = Disks.REAL.create(folder.resolve("arenas0"), MAP + BLOCK + arenas * size)) {
            new PartitionFormatter(size, BLOCK, 5, random::nextLong).format(storage, "arena").close();
        }
        Path conf = folder.resolve("venti.conf");
        Files.writeString(conf, "index main\nisect isect0\narenas arenas0\n");
        return conf;
    }

    /** Stores a block in each of these arenas, by their places from 0, and seals them. */
    public static void seal(Path folder, int from, int to) throws IOException {
        try (Storage storage = Disks.REAL.openToWrite(folder.resolve("arenas0"));
                ArenaPartition partition = ArenaPartition.open(storage)) {
            List<Arena> arenas = partition.arenas().subList(from, to);
            for (Arena arena : arenas) {
                byte[] block = new byte[BLOCK];
                new Random(arena.start()).nextBytes(block);
                ArenaWriter writer = ArenaWriter.open(arena);
                writer.append(BlockType.DATA, ByteBuffer.wrap(block), 1_700_000_000L).orElseThrow();
                writer.seal();
            }
        }
    }
}
