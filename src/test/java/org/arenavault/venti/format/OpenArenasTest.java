package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.IoFunction;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.Storage;
import org.arenavault.io.TappedDisks;
import org.arenavault.io.World;
import org.junit.jupiter.api.Test;

/** Partitions that are opened together, files that are one or an image, and partitions that are free. */
class OpenArenasTest {

    private static final int B = 8192;
    private static final int SIZE = 2 << 20;

    private final Map<String, Storage> files = new HashMap<>();
    private final List<String> closed = new ArrayList<>();

    private Partition partition(String name, String... arenas) throws IOException {
        PartitionHeader header = PartitionHeader.ofBlockSize(B);
        MemoryStorage storage = new MemoryStorage(SIZE);
        List<ArenaMap.Range> ranges = new ArrayList<>();
        long at = header.arenaBase();
        for (String arena : arenas) {
            ranges.add(new ArenaMap.Range(arena, at, at + 3 * B));
            ArenaWriter.format(new Arena(storage, arena, at, at + 3 * B, B), 5, 7);
            at += 3 * B;
        }
        var unused = ArenaPartition.create(storage, header, new ArenaMap(ranges));
        return file(name, storage);
    }

    private Partition file(String name, Storage storage) throws IOException {
        files.put(name, TappedDisks.storage(storage, new TappedDisks.Tap() {
            @Override
            public void close(Path path) {
                closed.add(name);
            }
        }));
        return Partition.parse(name, Path.of("/v"));
    }

    private IoFunction<Partition, Storage> opener() {
        return part -> {
            Storage storage = files.get(part.text());
            if (storage == null) {
                throw new MediumFaultException(part + ": cannot be opened");
            }
            return storage;
        };
    }

    @Test
    void arenasOfAllPartitionsAreFoundByName() throws IOException {
        List<Partition> parts = List.of(partition("p", "a", "b"), partition("q"), partition("r", "c"));
        try (OpenArenas open = OpenArenas.open(parts, opener())) {
            assertThat(open.arenas()).extracting(OpenArenas.Placed::name).containsExactly("a", "b", "c");
            assertThat(open.find("c").orElseThrow().partition()).isEqualTo(parts.get(2));
            assertThat(open.find("d")).isEmpty();
            assertThat(open.problems()).isEmpty();
            assertThat(open.requireOne()).isSameAs(open);
        }
        assertThat(closed).containsExactlyInAnyOrder("p", "q", "r");
        assertThat(OpenArenas.NONE.arenas()).isEmpty();
        assertThat(OpenArenas.NONE.requireOne()).isSameAs(OpenArenas.NONE);
    }

    @Test
    void aPartitionThatCannotBeOpenedIsNamedAndKeepsNoOtherOut() throws IOException {
        List<Partition> parts = List.of(partition("p", "a"), Partition.parse("x", Path.of("/v")),
                file("y", new MemoryStorage(SIZE)), partition("r", "c"));
        try (OpenArenas open = OpenArenas.openReadable(parts, opener())) {
            assertThat(open.arenas()).extracting(OpenArenas.Placed::name).containsExactly("a", "c");
            assertThat(open.problems()).hasSize(2);
            assertThat(open.problems().get(0)).isEqualTo("x: cannot be opened; its arenas are left out");
            assertThat(open.requireOne()).isSameAs(open);
        }
        closed.clear();
        assertThatThrownBy(() -> OpenArenas.open(parts, opener())).isInstanceOf(CorruptException.class)
                .hasMessageStartingWith("2 of 4 arena partitions cannot be read: x: cannot be opened; memory: ");
        assertThat(closed).contains("p", "r");
        assertThatThrownBy(() -> OpenArenas.open(parts.subList(0, 2), opener()))
                .isInstanceOf(MediumFaultException.class).hasMessage("x: cannot be opened");
        assertThatThrownBy(() -> OpenArenas.openReadable(parts.subList(1, 3), opener()).requireOne())
                .isInstanceOf(MediumFaultException.class).hasMessage("x: cannot be opened");
    }

    @Test
    void aNameInTwoPartitionsIsRefusedAndAllIsClosed() throws IOException {
        List<Partition> parts = List.of(partition("p", "a"), partition("q", "b", "a"));
        assertThatThrownBy(() -> OpenArenas.openReadable(parts, opener())).isInstanceOf(CorruptException.class)
                .hasMessage("arena a is in two partitions, p and q: venti would not start");
        assertThat(closed).containsExactlyInAnyOrder("p", "q");
    }

    @Test
    void whoAskedToStopIsHeard() throws IOException {
        List<Partition> parts = List.of(partition("p", "a"), partition("q", "b"));
        assertThatThrownBy(() -> OpenArenas.openReadable(parts, part -> {
            if (part.text().equals("q")) {
                throw new CancelledException("stopped");
            }
            return files.get(part.text());
        })).isInstanceOf(CancelledException.class);
        assertThat(closed).containsExactly("p");
    }

    @Test
    void aFileIsAPartitionOrOneArena() throws IOException {
        partition("p", "a", "b");
        try (ArenaFile file = ArenaFile.open(files.get("p"))) {
            assertThat(file.partition()).isPresent();
            assertThat(file.arenas()).extracting(Arena::name).containsExactly("a", "b");
        }
        assertThat(closed).containsExactly("p");
        long start = PartitionHeader.ofBlockSize(B).arenaBase();
        Storage image = new Arena(files.get("p"), "b", start + 3 * B, start + 6 * B, B).image();
        try (ArenaFile file = ArenaFile.open(image)) {
            assertThat(file.partition()).isEmpty();
            assertThat(file.arenas()).extracting(Arena::name).containsExactly("b");
        }
        closed.clear();
        MemoryStorage other = MemoryStorage.copyOf(image);
        other.flip(image.size() - B + 8, 0);
        file("o", other);
        assertThatThrownBy(() -> ArenaFile.open(files.get("o"))).isInstanceOf(CorruptException.class)
                .hasMessageContaining("too short for an arena partition");
        assertThat(closed).containsExactly("o");
        other.flip(image.size() - B, 0);
        assertThatThrownBy(() -> ArenaFile.open(other)).isInstanceOf(CorruptException.class);
    }

    @Test
    void aPrintIsThatOfTheEndOfTheDirectory() throws IOException {
        for (int blocks : new int[] {3, 10, 11, 20}) {
            byte[] bytes = new byte[blocks * B];
            Arrays.fill(bytes, (byte) blocks);
            bytes[0] = 1;
            Arena arena = new Arena(new MemoryStorage(bytes), "a", 0, bytes.length, B);
            int length = Math.min(65_536, (blocks - 2) * B);
            byte[] end = Arrays.copyOfRange(bytes, bytes.length - B - length, bytes.length - B);
            assertThat(ArenaPrint.of(arena)).isEqualTo(Score.ofBlock(ByteBuffer.wrap(end)).toString());
        }
        Arena impossible = new Arena(new MemoryStorage(B), "a", 0, 3 * B, B);
        assertThatThrownBy(() -> ArenaPrint.of(impossible)).isInstanceOf(CorruptException.class);
    }

    @Test
    void aStoredConfigurationIsNoObstacleAndAnythingElseIs() throws IOException {
        MemoryStorage storage = new MemoryStorage(SIZE);
        World world = World.unattended(new SilentTerminal());
        assertThat(BlankPartition.firstByte(storage, world)).isEmpty();
        storage.write(VentiConf.EMBEDDED_AT, "venti config\nindex main\n".getBytes(StandardCharsets.US_ASCII));
        storage.write(VentiConf.EMBEDDED_AT + VentiConf.EMBEDDED_SIZE - 1, new byte[] {1});
        assertThat(BlankPartition.firstByte(storage, world)).isEmpty();
        for (long at : new long[] {SIZE - 1, VentiConf.EMBEDDED_AT + VentiConf.EMBEDDED_SIZE, VentiConf.EMBEDDED_AT - 1,
            0}) {
            storage.write(at, new byte[] {1});
            assertThat(BlankPartition.firstByte(storage, world)).hasValue(at);
        }
        MemoryStorage other = new MemoryStorage(SIZE);
        other.write(VentiConf.EMBEDDED_AT, new byte[] {'v'});
        assertThat(BlankPartition.firstByte(other, world)).hasValue(VentiConf.EMBEDDED_AT);
    }
}
