package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.io.Storage;
import org.arenavault.io.TappedDisks;
import org.arenavault.io.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of partitions, with ranges as the server reads them (part.c). */
class PartitionTest {

    private static final Path FOLDER = Path.of("/venti");

    @TempDir(factory = MemoryTempDir.class)
    private Path temp;

    @ParameterizedTest
    @CsvSource({
        "a, /venti/a, 0, -1", "/dev/sda, /dev/sda, 0, -1", "d:x/a, /venti/d:x/a, 0, -1",
        "a:0-, /venti/a, 0, -1", "a:-, /venti/a, 0, -1", "a:5, /venti/a, 5, -1", "a:5-, /venti/a, 5, -1",
        "a:-9, /venti/a, 0, 9", "a:5-9, /venti/a, 5, 9", "a:5-5, /venti/a, 5, 5", "a:1-0, /venti/a, 1, -1",
        "a:1k-2m, /venti/a, 1024, 2097152", "a:1G-2t, /venti/a, 1073741824, 2199023255552",
        "a:0x10-0X20, /venti/a, 16, 32", "a:010-0x1k, /venti/a, 8, 1024", "b/a:7-, /venti/b/a, 7, -1",
        "a:8388607t, /venti/a, 9223370937343148032, -1",
    })
    void aNameAndItsRange(String text, String path, long from, long to) throws UsageException {
        Partition partition = Partition.parse(text, FOLDER);
        assertThat(partition.path()).isEqualTo(Path.of(path));
        assertThat(partition.from()).isEqualTo(from);
        assertThat(partition.to()).isEqualTo(to < 0 ? Long.MAX_VALUE : to);
        assertThat(partition.isRange()).isEqualTo(from > 0 || to >= 0);
        assertThat(partition).hasToString(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a:", "a:9-5", "a:5x", "a:5-x", "a:08", "a:0xg", "a:8388608t",
        "a:9223372036854775808", "a:1--2", "a:1-k", "a\0b"})
    void whatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> Partition.parse(text, FOLDER)).isInstanceOf(UsageException.class);
    }

    @Test
    void aRangeIsOpenedAndNoMoreThanIt() throws IOException {
        Path file = Files.write(temp.resolve("a"), new byte[] {0, 1, 2, 3, 4, 5, 6, 7});
        assertOpens(file + ":2-5", 2, 3, 4);
        assertOpens(file + ":6", 6, 7);
        assertOpens(file.toString(), 0, 1, 2, 3, 4, 5, 6, 7);
        Partition beyond = Partition.parse(file + ":2-9", temp);
        assertThatThrownBy(() -> beyond.openToRead(Disks.REAL)).isInstanceOf(CorruptException.class);
        List<Path> closed = new ArrayList<>();
        assertThatThrownBy(() -> beyond.openToRead(TappedDisks.real(new TappedDisks.Tap() {
            @Override
            public void close(Path path) {
                closed.add(path);
            }
        }))).isInstanceOf(CorruptException.class);
        assertThat(closed).containsExactly(file);
        try (Storage storage = Partition.parse(file + ":7-8", temp).openToWrite(Disks.REAL)) {
            storage.write(0, new byte[] {9});
        }
        assertThat(Files.readAllBytes(file)).containsExactly(0, 1, 2, 3, 4, 5, 6, 9);
    }

    private void assertOpens(String text, int... bytes) throws IOException {
        byte[] expected = new byte[bytes.length];
        for (int i = 0; i < bytes.length; i++) {
            expected[i] = (byte) bytes[i];
        }
        try (Storage storage = Partition.parse(text, temp).openToRead(Disks.REAL)) {
            assertThat(storage.size()).isEqualTo(bytes.length);
            assertThat(storage.read(0, bytes.length)).isEqualTo(expected);
        }
    }
}
