package org.arenavault.soak;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A small partition that grows, over 9P and as a file; what {@code scripts/soak far} does with a large one. */
@Timeout(120)
class FarPartitionTest {

    private static final int ARENA = 1 << 20;
    private static final int ARENAS = 40;
    private static final int SEALED = 3;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    /** Arenas that are written to as a venti does, in this process. */
    private static final class Written implements FarPartition.Growth {

        private final Path conf;
        private final ArenaPartition partition;
        private final Random random = new Random(11);
        private final Thread thread;
        private volatile boolean resting;
        private volatile boolean whole;

        Written(Path folder) throws IOException {
            conf = SparseVenti.create(folder, ARENAS, ARENA);
            Storage storage = Disks.REAL.openToWrite(folder.resolve("arenas0"));
            partition = ArenaPartition.open(storage);
            for (Arena arena : partition.arenas().subList(0, SEALED)) {
                fill(arena, 0);
            }
            thread = new Thread(this::grow, "growth");
            thread.setDaemon(true);
            thread.start();
        }

        /** Appends until it is full, and seals it; or until the venti is to rest. */
        private void fill(Arena arena, int pause) throws IOException {
            ArenaWriter writer = ArenaWriter.open(arena);
            byte[] block = new byte[4000];
            for (int i = 0; !resting; i++) {
                random.nextBytes(block);
                if (writer.append(BlockType.DATA, ByteBuffer.wrap(block), 1_700_000_000L + i).isEmpty()) {
                    writer.indexed();
                    writer.seal();
                    return;
                }
                if (pause > 0) {
                    writer.flush();
                    pause(pause);
                }
            }
            writer.flush();
        }

        private static void pause(int millis) throws IOException {
            try {
                Thread.sleep(millis);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }

        private void grow() {
            try {
                for (Arena arena : partition.arenas().subList(SEALED, ARENAS)) {
                    if (!resting) {
                        fill(arena, 4);
                    }
                }
                whole = resting;
            } catch (IOException e) {
                whole = false;
            }
        }

        @Override
        public Path conf() {
            return conf;
        }

        @Override
        public void rest() throws IOException {
            resting = true;
            try {
                thread.join();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            if (!whole) {
                throw new IOException("it did not grow until the end");
            }
        }

        @Override
        public void close() throws IOException {
            partition.close();
        }
    }

    @Test
    void whatGrowsIsTheSameThereAndHere() throws IOException {
        try (Written venti = new Written(Files.createDirectory(folder.resolve("venti")))) {
            assertThat(FarPartition.compare(folder, venti, 2, 100_000_000L)).doesNotContain("grew in 0");
        }
    }
}
