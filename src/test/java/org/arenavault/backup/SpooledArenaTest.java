package org.arenavault.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.arenavault.Keeps;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Storage;
import org.arenavault.io.StorageContractTest;
import org.arenavault.io.TappedDisks;
import org.arenavault.venti.format.Arena;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arenas that come over a network once. */
class SpooledArenaTest {

    private static final int START = 70_000;
    private static final int END = 1_200_001;

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    @TempDir(factory = MemoryTempDir.class)
    private Path elsewhere;

    private Storage of(Storage partition, long start, long end) {
        return SpooledArena.of(new Arena(partition, "arena", start, end, 512), folder).storage();
    }

    @Nested
    @Keeps("backup.SpooledArena")
    class APartition extends StorageContractTest {

        @Override
        protected Storage open(byte[] content) {
            return of(new MemoryStorage(content), 10_000, 140_000);
        }

        @Override
        protected Writing writing() {
            return Writing.REFUSED;
        }
    }

    private long read;

    /** A partition that counts what is read of it. */
    private Storage far() throws IOException {
        Path file = Files.write(elsewhere.resolve("arenas"), content());
        TappedDisks.ReadTap counting = (path, position, count) -> read += count;
        return TappedDisks.real(counting).openToRead(file);
    }

    private static byte[] all(Storage storage) throws IOException {
        ByteBuffer all = ByteBuffer.allocate(END - START);
        while (all.position() < all.capacity()) {
            storage.read(START + all.position(), all.limit(Math.min(all.capacity(), all.position() + 64_000)));
        }
        return all.array();
    }

    private static byte[] content() {
        byte[] content = new byte[END + 5000];
        new Random(1).nextBytes(content);
        return content;
    }

    private long files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        }
    }

    @Test
    void whatIsReadTwiceIsAskedForOnceAndLeavesNoFile() throws IOException {
        Storage far = far();
        Storage spooled = of(far, START, END);
        byte[] first = all(spooled);
        assertThat(files()).isZero();
        assertThat(all(spooled)).isEqualTo(first).isEqualTo(Arrays.copyOfRange(content(), START, END));
        assertThat(read).isEqualTo(END - START);
        // nothing is kept for a third time
        all(spooled);
        assertThat(read).isEqualTo(2L * (END - START));
    }

    @Test
    void whereNoFileCanBeWrittenItIsReadAgain() throws IOException {
        Storage far = far();
        folder = folder.resolve("missing");
        Storage spooled = of(far, START, END);
        assertThat(all(spooled)).isEqualTo(all(spooled)).isEqualTo(Arrays.copyOfRange(content(), START, END));
        assertThat(read).isEqualTo(2L * (END - START));
    }

    /** What stands in the last room of the vault's file system would keep its ledger from being written. */
    @Test
    void whatHasNoRoomIsNotBegun() throws IOException {
        Storage spooled = of(far(), START, START + (1L << 50));
        byte[] first = spooled.read(START, 64_000);
        assertThat(spooled.read(START, 64_000)).isEqualTo(first);
        assertThat(read).isEqualTo(2L * 64_000);
        assertThat(files()).isZero();
    }
}
