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

    private BenchStore() {
    }

    /** Makes a partition of so many sealed arenas of 128 MiB, and a venti.conf; returns the conf's path. */
    static Path create(Path folder, int arenas) throws IOException {
        Random random = new Random(SEED);
        byte[][] words = text(random);
        try (Storage storage = Disks.REAL.create(folder.resolve("arenas0"), (1 << 20) + arenas * ARENA);
                ArenaPartition partition = new PartitionFormatter(ARENA, BLOCK, 5, random::nextLong)
                        .format(storage, "arena")) {
            for (int i = 0; i < arenas; i++) {
                fill(partition.arenas().get(i), random, words);
            }
        }
        return Files.writeString(folder.resolve("venti.conf"), "index main\nisect isect0\narenas arenas0\n");
    }

    private static byte[][] text(Random random) {
        byte[][] words = new byte[2000][];
        for (int i = 0; i < words.length; i++) {
            words[i] = new byte[3 + random.nextInt(8)];
            for (int j = 0; j < words[i].length; j++) {
                words[i][j] = (byte) (j == words[i].length - 1 ? ' ' : 'a' + random.nextInt(26));
            }
        }
        return words;
    }

    private static void fill(Arena arena, Random random, byte[][] words) throws IOException {
        ArenaWriter writer = ArenaWriter.open(arena);
        byte[] block = new byte[BLOCK];
        boolean room = true;
        for (int i = 0; room; i++) {
            if (i % 2 == 0) {
                random.nextBytes(block);
            } else {
                for (int at = 0; at < BLOCK;) {
                    byte[] word = words[random.nextInt(words.length)];
                    int length = Math.min(word.length, BLOCK - at);
                    System.arraycopy(word, 0, block, at, length);
                    at += length;
                }
            }
            room = writer.append(BlockType.DATA, ByteBuffer.wrap(block), 1_700_000_000L + i).isPresent();
        }
        writer.seal();
    }
}
