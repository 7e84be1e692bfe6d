package org.arenavault.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.arenavault.io.MemoryTempDir;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A table on disk. */
class DiskTableTest {

    @TempDir(factory = MemoryTempDir.class)
    private Path folder;

    private static byte[] bytes(long value) {
        return ByteBuffer.allocate(Long.BYTES).putLong(value).array();
    }

    @Test
    void itIsTheSameAsAMapWhileItGrowsAndAfterItWasOpenedAgain() throws IOException {
        Random random = new Random(11);
        Map<Long, Long> map = new HashMap<>();
        try (DiskTable table = new DiskTable(folder.resolve("table"), Long.BYTES, Long.BYTES)) {
            for (int i = 0; i < 30_000; i++) {
                long key = random.nextInt(20_000);
                table.put(bytes(key), bytes(i));
                map.put(key, (long) i);
            }
            assertThat(table.count()).isEqualTo(map.size());
        }
        try (DiskTable table = new DiskTable(folder.resolve("table"), Long.BYTES, Long.BYTES)) {
            assertThat(table.count()).isEqualTo(map.size());
            for (long key = 0; key < 20_100; key++) {
                Long value = map.get(key);
                assertThat(table.get(bytes(key)).map(found -> ByteBuffer.wrap(found).getLong()).orElse(-1L))
                        .isEqualTo(value == null ? -1L : value);
            }
        }
    }

    @Test
    void aSlotThatWasDamagedIsMissingNotWrong() throws IOException {
        Path path = folder.resolve("table");
        try (DiskTable table = new DiskTable(path, Long.BYTES, Long.BYTES)) {
            for (long key = 0; key < 1000; key++) {
                table.put(bytes(key), bytes(-key));
            }
        }
        Random random = new Random(12);
        try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            for (int i = 0; i < 3000; i++) {
                file.write(ByteBuffer.wrap(new byte[] {(byte) random.nextInt()}),
                        random.nextLong(file.size()));
            }
        }
        int found = 0;
        try (DiskTable table = new DiskTable(path, Long.BYTES, Long.BYTES)) {
            for (long key = 0; key < 1000; key++) {
                var value = table.get(bytes(key));
                found += value.isPresent() ? 1 : 0;
                assertThat(value.map(bytes -> ByteBuffer.wrap(bytes).getLong()).orElse(-key)).isEqualTo(-key);
            }
        }
        assertThat(found).isBetween(300, 999);
    }
}
