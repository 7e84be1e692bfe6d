package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.arenavault.ContractTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What all {@link Disks} keep. An implementation's test extends this class and says how files come upon its disks. */
public abstract class DisksContractTest extends ContractTest {

    private static final int SIZE = 100_003;

    private final byte[] content = new byte[SIZE];
    private Disks disks;
    private Path file;
    private Path missing;

    /** The disks. Those that fail on command have not been told to. */
    protected abstract Disks disks();

    /** A folder of theirs. */
    protected abstract Path folder();

    /** Puts a file there, by another way than theirs. */
    protected abstract void put(Path path, byte[] bytes) throws IOException;

    /** The bytes of a file, by another way than theirs. */
    protected abstract byte[] get(Path path) throws IOException;

    /** Whether something is there. */
    protected abstract boolean exists(Path path) throws IOException;

    /** What they fail with if there is no such file. */
    protected Class<? extends Throwable> absent() {
        return MediumFaultException.class;
    }

    @Override
    protected Object implementation() {
        return disks();
    }

    /** Opens a file in one way. */
    @FunctionalInterface
    private interface Opening {

        Storage open(Path path) throws IOException;
    }

    @BeforeEach
    void putAFile() throws IOException {
        new Random(SIZE).nextBytes(content);
        disks = disks();
        file = folder().resolve("there");
        missing = folder().resolve("missing");
        put(file, content);
    }

    private Map<String, Opening> toRead() {
        return Map.of("read", disks::openToRead, "verify", disks::openToVerify);
    }

    private Map<String, Opening> toWrite() {
        return Map.of("write", disks::openToWrite, "copy", disks::openToCopy);
    }

    private Map<String, Opening> all() {
        Map<String, Opening> all = new LinkedHashMap<>(toRead());
        all.putAll(toWrite());
        return all;
    }

    @Test
    void aFileThatIsThereIsShownByAllWaysOfOpening() throws IOException {
        for (Map.Entry<String, Opening> way : all().entrySet()) {
            try (Storage storage = way.getValue().open(file)) {
                assertThat(storage.name()).as(way.getKey()).contains("there");
                assertThat(storage.read(0, SIZE)).as(way.getKey()).isEqualTo(content);
                assertThatThrownBy(() -> storage.read(SIZE - 1, 2)).as(way.getKey())
                        .isInstanceOf(CorruptException.class).hasMessageContaining(storage.name());
            }
        }
        assertThat(get(file)).isEqualTo(content);
    }

    @Test
    void aFileThatIsMissingIsNamedAndNotMade() throws IOException {
        for (Map.Entry<String, Opening> way : all().entrySet()) {
            assertThatThrownBy(() -> way.getValue().open(missing)).as(way.getKey()).isInstanceOf(absent())
                    .hasMessageContaining(missing.toString()).hasMessageContaining("no such file");
            assertThat(exists(missing)).as(way.getKey()).isFalse();
        }
    }

    @Test
    void whatIsOpenedToBeReadIsNotWritten() throws IOException {
        for (Map.Entry<String, Opening> way : toRead().entrySet()) {
            try (Storage storage = way.getValue().open(file)) {
                assertThatThrownBy(() -> storage.write(0, new byte[8])).as(way.getKey())
                        .isInstanceOf(RefusedException.class).hasMessageContaining(storage.name());
                assertThatThrownBy(() -> storage.truncate(10)).as(way.getKey())
                        .isInstanceOf(RefusedException.class).hasMessageContaining(storage.name());
            }
            assertThat(get(file)).as(way.getKey()).isEqualTo(content);
        }
    }

    @Test
    void whatIsOpenedToBeWrittenKeepsTheRestAndShowsItToAllWhoOpenIt() throws IOException {
        byte at = 0;
        for (Map.Entry<String, Opening> way : toWrite().entrySet()) {
            at++;
            byte[] piece = {at, at, at};
            System.arraycopy(piece, 0, content, 1000 * at, piece.length);
            try (Storage storage = way.getValue().open(file)) {
                storage.write(1000L * at, piece);
                storage.force();
                for (Map.Entry<String, Opening> other : all().entrySet()) {
                    try (Storage seen = other.getValue().open(file)) {
                        assertThat(seen.read(0, SIZE)).as(way.getKey() + other.getKey()).isEqualTo(content);
                    }
                }
            }
            assertThat(get(file)).as(way.getKey()).isEqualTo(content);
        }
    }

    @Test
    void whoClosesAFileClosesItForNobodyElse() throws IOException {
        for (Opening way : all().values()) {
            try (Storage one = way.open(file)) {
                way.open(file).close();
                assertThat(one.read(0, SIZE)).isEqualTo(content);
            }
        }
    }

    @Test
    void aNewFileIsZerosOfItsSize() throws IOException {
        for (int size : new int[] {0, 1, 4096, SIZE}) {
            Path made = folder().resolve("new-" + size);
            try (Storage storage = disks.create(made, size)) {
                assertThat(storage.size()).isEqualTo(size);
                assertThat(storage.read(0, size)).isEqualTo(new byte[size]);
                if (size > 0) {
                    storage.write(size - 1, new byte[] {9});
                    storage.force();
                }
            }
            byte[] expected = new byte[size];
            if (size > 0) {
                expected[size - 1] = 9;
            }
            assertThat(get(made)).isEqualTo(expected);
        }
    }

    @Test
    void noFileIsMadeInThePlaceOfAnother() throws IOException {
        assertThatThrownBy(() -> disks.create(file, 10)).isInstanceOf(RefusedException.class)
                .hasMessageContaining(file.toString()).hasMessageContaining("exists");
        assertThat(get(file)).isEqualTo(content);
    }
}
