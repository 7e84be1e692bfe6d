package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.TappedDisks;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Partitions are laid out as fmtarenas does, and their headers and tables take what can be and nothing else. */
class PartitionFormatterTest {

    private static final int M = 1 << 20;
    private static final int B = 8192;
    /** Blank area, header and table of blocks of 8 KiB. */
    private static final int BASE = 256 * 1024 + B + 512 * 1024;

    private static PartitionFormatter of(long arenaSize, int blockSize, int version) {
        return new PartitionFormatter(arenaSize, blockSize, version, () -> 0x5EED0001L);
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 0", "1, 2, 0", "2, 2, 0", "2, 3, 1048576", "2, 4, 0", "2, 5, 1048576", "3, 5, 0", "1, 4, 8191",
    })
    void arenasFillThePartition(int arena, int megabytes, int more) throws IOException {
        int room = megabytes * M + (more % M);
        MemoryStorage storage = new MemoryStorage(BASE + room);
        ArenaPartition partition = of((long) arena * M, B, 5).format(storage, "a");
        List<ArenaMap.Range> ranges = partition.map().ranges();
        long at = BASE;
        for (int i = 0; i < ranges.size(); i++) {
            assertThat(ranges.get(i).name()).isEqualTo("a" + i);
            assertThat(ranges.get(i).start()).isEqualTo(at);
            at = ranges.get(i).stop();
            boolean last = i == ranges.size() - 1;
            assertThat(ranges.get(i).length()).as("arena %d", i).isBetween((long) (last ? M : arena * M),
                    (long) arena * M + M - 1);
        }
        assertThat(at).isEqualTo(BASE + room / B * B);
        assertThat(partition.tableEnd()).isEqualTo(at);
        assertThat(ranges).hasSize((room / B * B + arena * M - M) / (arena * M));
        assertThat(partition.header()).isEqualTo(new PartitionHeader(B, BASE));
        try (ArenaPartition again = ArenaPartition.open(storage)) {
            assertThat(again.map()).isEqualTo(partition.map());
            assertThat(again.storage()).isSameAs(storage);
            for (Arena each : again.arenas()) {
                assertThat(ArenaStatus.of(each).state()).isEqualTo(ArenaState.EMPTY);
                assertThat(each.readHead().clumpMagic()).isEqualTo(0x5EED0001L);
                assertThat(again.find(each.name())).isPresent();
            }
            assertThat(again.find("b")).isEmpty();
        }
    }

    @Test
    void whatIsShorterThanAnArenaIsRefused() throws IOException {
        of(M, B, 5).check(new MemoryStorage(BASE + M), "a");
        assertThatThrownBy(() -> of(M, B, 5).check(new MemoryStorage(BASE + M - 1), "a"))
                .isInstanceOf(RefusedException.class).hasMessageContaining("leave no room");
    }

    @Test
    void sizesAndNamesAtTheirLimits() {
        assertThat(of(M, B, 5).fault("a".repeat(50))).isEmpty();
        assertThat(of(M, B, 5).fault("a".repeat(51)).orElseThrow()).contains("up to 50");
        assertThat(of(M, B, 5).fault("a b").orElseThrow()).contains("no blanks");
        assertThat(of(M - B, B, 5).fault("a").orElseThrow()).contains("at least 1 MiB");
        assertThat(of(M + 1, B, 5).fault("a").orElseThrow()).contains("a multiple of the block size");
        assertThat(of(M, 1000, 5).fault("a").orElseThrow()).contains("a power of two");
        assertThatThrownBy(() -> of(M, 1000, 5).format(new MemoryStorage(3 * M), "a"))
                .isInstanceOf(RefusedException.class);
    }

    @Test
    void arenasOfVersionFourAreZeroedAndTellHowFarTheyAre() throws IOException {
        byte[] old = new byte[BASE + 2 * M + 100];
        Arrays.fill(old, (byte) 1);
        MemoryStorage storage = new MemoryStorage(old);
        long[] told = new long[2];
        Progress progress = (what, total) -> {
            told[1] = total;
            return new Progress.Stage() {
                @Override
                public void add(long bytes) {
                    told[0] += bytes;
                }

                @Override
                public void detail(String text) {
                    // nothing is told
                }

                @Override
                public void close() {
                    // nothing is shown
                }
            };
        };
        ArenaPartition partition = of(M, B, 4).format(storage, "a", progress, StopSignal.NEVER);
        assertThat(told).containsExactly(BASE + 2 * M - 256 * 1024, BASE + 2 * M);
        assertThat(storage.read(0, 256 * 1024)).as("the blank area is not touched").containsOnly(1);
        assertThat(storage.read(BASE + 2 * M, 100)).as("what is behind the arenas is not touched").containsOnly(1);
        for (Arena arena : partition.arenas()) {
            assertThat(arena.readHead().version()).isEqualTo(4);
            assertThat(arena.readHead().clumpMagic()).isEqualTo(ArenaHead.V4_CLUMP_MAGIC);
            assertThat(storage.read(arena.dataStart(), (int) arena.usable())).containsOnly(0);
        }
        MemoryStorage five = new MemoryStorage(old);
        of(M, B, 5).format(five, "a");
        assertThat(five.read(BASE + 4 * B, 9)).as("version 5 needs no zeros").containsOnly(1);
        assertThatThrownBy(() -> of(M, B, 4).format(new MemoryStorage(old), "a", Progress.SILENT, () -> true))
                .isInstanceOf(CancelledException.class);
    }

    @Test
    void aClumpMagicIsNeitherZeroNorThatOfVersionFour() throws IOException {
        Iterator<Long> magics = List.of(0L, 0xD15CB10CL, 0x1_0000_0000L, 0x7_0000_0005L, 6L).iterator();
        MemoryStorage storage = new MemoryStorage(BASE + 2 * M);
        ArenaPartition partition = new PartitionFormatter(M, B, 5, magics::next).format(storage, "a");
        assertThat(partition.arenas().get(0).readHead().clumpMagic()).isEqualTo(5);
        assertThat(partition.arenas().get(1).readHead().clumpMagic()).isEqualTo(6);
    }

    @ParameterizedTest
    @ValueSource(ints = {512, 8192, 65536})
    void aHeaderComesBack(int blockSize) throws IOException {
        PartitionHeader header = PartitionHeader.ofBlockSize(blockSize);
        assertThat(header.tableSize()).isBetween(512 * 1024, 512 * 1024 + blockSize);
        assertThat(header.arenaBase() % blockSize).isZero();
        ByteBuffer within = ByteBuffer.allocate(600).put(5, header.encode()).position(5);
        assertThat(PartitionHeader.decode(within, header.arenaBase(), "x")).isEqualTo(header);
        assertThatThrownBy(() -> PartitionHeader.decode(within, header.arenaBase() - 1, "x"))
                .isInstanceOf(CorruptException.class);
    }

    @Test
    void aHeaderThatDescribesTheImpossibleIsRefused() throws IOException {
        long tableBase = new PartitionHeader(B, 0).tableBase();
        assertThat(tableBase).isEqualTo(256 * 1024 + B);
        long most = tableBase + (16 << 20);
        for (long base : new long[] {tableBase + 1, most}) {
            assertThat(decode(new PartitionHeader(B, base)).arenaBase()).isEqualTo(base);
        }
        for (PartitionHeader header : new PartitionHeader[] {new PartitionHeader(B, tableBase),
            new PartitionHeader(B, most + 1), new PartitionHeader(1000, tableBase + B)}) {
            assertThatThrownBy(() -> decode(header)).isInstanceOf(CorruptException.class);
        }
        assertThatThrownBy(() -> ArenaPartition.open(new MemoryStorage(256 * 1024 + 511)))
                .isInstanceOf(CorruptException.class).hasMessageContaining("too short");
        assertThatThrownBy(() -> ArenaPartition.open(new MemoryStorage(256 * 1024 + 512)))
                .isInstanceOf(CorruptException.class).hasMessageContaining("no arena partition here");
    }

    private static PartitionHeader decode(PartitionHeader header) throws IOException {
        return PartitionHeader.decode(ByteBuffer.wrap(header.encode()), 1L << 40, "x");
    }

    @Test
    void aTableIsReadAsItsLinesSay() throws IOException {
        ArenaMap map = map("2\na\t0\t5\nb c\t5\t5x\n");
        assertThat(map.ranges()).containsExactly(new ArenaMap.Range("a", 0, 5), new ArenaMap.Range("b c", 5, 5));
        assertThat(map.ranges().get(0).length()).isEqualTo(5);
        assertThat(map(new String(map.encode(), StandardCharsets.ISO_8859_1))).isEqualTo(map);
        assertThat(map("0\n").ranges()).isEmpty();
        assertThat(map("1\na\t0\t999999999999999999\n").ranges().get(0).stop()).isEqualTo(999_999_999_999_999_999L);
        assertThat(map.plus(new ArenaMap.Range("d", 9, 10)).ranges()).hasSize(3);
        assertThat(map("1\na\t0\t1\n").encode(9, "x")).hasSize(9).endsWith('1', '\n', 0);
        assertThatThrownBy(() -> map("1\na\t0\t1\n").encode(8, "x")).isInstanceOf(RefusedException.class)
                .hasMessage("x: a table of 1 lines needs 9 bytes; there are 8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x\n", "31745\n", "1\n", "2\na\t0\t1\n", "1\na\t5\t4\n", "2\na\t0\t5\nb\t4\t6\n",
        "2\na\t0\t5\na\t5\t6\n", "1\na\t0\n", "1\na\t0\t1\t2\n", "1\n\t0\t1\n", "1\na\tx\t1\n", "1\na\t0\t\n",
        "1\na\t0\t1000000000000000000\n", "1\na\t:\t1\n", "1\na\t0\t/\n"})
    void aTableThatSaysTheImpossibleIsRefused(String text) {
        assertThatThrownBy(() -> map(text)).isInstanceOf(CorruptException.class).hasMessageStartingWith("x: ");
    }

    private static ArenaMap map(String text) throws CorruptException {
        return ArenaMap.decode(text.getBytes(StandardCharsets.ISO_8859_1), "x");
    }

    @Test
    void aPartitionIsForcedWithItsTableAndClosedWithItsStorage() throws IOException {
        boolean[] closed = new boolean[1];
        int[] forced = new int[1];
        MemoryStorage memory = new MemoryStorage(BASE + M);
        Storage storage = closing(memory, closed, forced);
        ArenaPartition partition = of(M, B, 5).format(storage, "a");
        assertThat(forced[0]).isPositive();
        forced[0] = 0;
        ArenaMap other = new ArenaMap(List.of(new ArenaMap.Range("z", BASE, BASE + M)));
        partition.writeTable(other);
        assertThat(forced[0]).isPositive();
        assertThat(partition.map()).isEqualTo(other);
        assertThat(ArenaPartition.open(new MemoryStorage(memory.read(0, BASE + M))).map()).isEqualTo(other);
        partition.close();
        assertThat(closed[0]).isTrue();
        closed[0] = false;
        ArenaPartition early = ArenaPartition.create(memory, new PartitionHeader(B, BASE),
                new ArenaMap(List.of(new ArenaMap.Range("z", BASE - B, BASE + M))));
        assertThat(early.arenas()).hasSize(1);
        assertThatThrownBy(() -> ArenaPartition.open(closing(memory, closed, forced)))
                .isInstanceOf(CorruptException.class).hasMessageContaining("inside the table");
        assertThat(closed[0]).isTrue();
        ArenaPartition none = ArenaPartition.create(memory, new PartitionHeader(B, BASE), new ArenaMap(List.of()));
        assertThat(none.tableEnd()).isEqualTo(BASE);
    }

    private static Storage closing(Storage storage, boolean[] closed, int[] forced) {
        return TappedDisks.storage(storage, new TappedDisks.Tap() {
            @Override
            public void force(Path path) {
                forced[0]++;
            }

            @Override
            public void close(Path path) {
                closed[0] = true;
            }
        });
    }
}
