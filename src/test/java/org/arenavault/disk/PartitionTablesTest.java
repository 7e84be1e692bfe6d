package org.arenavault.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Partitions are found by the tables of a disk; tables that cannot be are refused with the reason. */
@Timeout(30)
class PartitionTablesTest {

    private static final int SECTORS = 2000;
    private static final long SEED = 20261130;

    private static DiskImage mbr() {
        return new DiskImage(SECTORS).entry(0, 0, 0x0C, 10, 90).entry(0, 1, 0x39, 100, 900)
                .entry(0, 2, 0x05, 1000, 500).entry(0, 3, 0x39, 1600, 100).entry(1000, 0, 0x06, 10, 90)
                .entry(1000, 1, 0x05, 200, 100).entry(1200, 0, 0x83, 10, 50)
                .prep(100, "part 9fat 0 100\npart nvram 100 101\npart arenas 0x70 0x200\npart fossil 0600 0611\n"
                        .replace("0600 0611", "01000 01200")).prep(1600, "part more 2 100\n");
    }

    private static List<String> names(Storage disk) throws IOException {
        return PartitionTables.of(disk).parts().stream().map(part -> "%s %s %d-%d".formatted(part.name(), part.table(),
                part.from() / 512, part.to() / 512)).toList();
    }

    @Test
    void theFourEntriesTheirChainAndPrepTablesAreRead() throws IOException {
        assertThat(names(mbr().storage())).containsExactly("dos MBR 10-100", "plan9 MBR 100-1000", "9fat PREP 100-200",
                "nvram PREP 200-201", "arenas PREP 212-612", "fossil PREP 612-740", "dos.1 MBR 1010-1100",
                "linux MBR 1210-1260", "plan9.1 MBR 1600-1700", "more PREP 1602-1700");
        assertThat(PartitionTables.of(mbr().storage()).find("fossil").size()).isEqualTo(128 * 512);
    }

    @Test
    void aDiskThatIsAPlan9PartitionAsAWholeIsOne() throws IOException {
        assertThat(names(new DiskImage(100).prep(0, "part data 2 100\n").storage())).containsExactly(
                "data PREP 2-100");
    }

    @Test
    void aGuidTableIsReadAndItsCopyWhereItIsDamaged() throws IOException {
        DiskImage disk = new DiskImage(SECTORS).gpt(DiskImage.PLAN9, 100, 199, 300, 399).prep(100,
                "part arenas 2 100\n");
        List<String> all = List.of("plan9 GPT 100-200", "arenas PREP 102-200", "plan9.1 GPT 300-400");
        assertThat(names(disk.storage())).isEqualTo(all);
        MemoryStorage damaged = disk.storage();
        assertThat(PartitionTables.of(damaged).notes()).isEmpty();
        damaged.flip(512 + 60, 1);
        assertThat(names(damaged)).isEqualTo(all);
        assertThat(PartitionTables.of(damaged).notes()).singleElement().asString().contains("block 1 is damaged",
                "its copy at the disk's end is sound");
        damaged.flip(2 * 512 + 33, 0);
        assertThat(names(damaged)).isEqualTo(all);
        damaged.flip((SECTORS - 33) * 512L + 33, 0);
        assertThatThrownBy(() -> PartitionTables.of(damaged)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("sum is wrong");
    }

    static Stream<Arguments> impossible() {
        return Stream.of(
                Arguments.of("overlap", new DiskImage(SECTORS).entry(0, 0, 0x39, 10, 100).entry(0, 1, 6, 50, 100)),
                Arguments.of("of 2000 that there are", new DiskImage(SECTORS).entry(0, 0, 0x39, 1900, 200)),
                Arguments.of("of 2000 that there are", new DiskImage(SECTORS).entry(0, 0, 6, 4_294_967_290L,
                        4_294_967_295L)),
                Arguments.of("of 2000 that there are", new DiskImage(SECTORS).entry(0, 0, 0x39, 0, 20)),
                Arguments.of("is garbage", new DiskImage(SECTORS).entry(0, 0, 0x39, 1, 20).put(446,
                        new byte[] {0x13})),
                Arguments.of("leads in a circle", new DiskImage(SECTORS).entry(0, 0, 5, 100, 500)
                        .entry(100, 0, 6, 10, 20).entry(100, 1, 5, 50, 50).entry(150, 0, 6, 10, 20)
                        .entry(150, 1, 5, 50, 50)),
                Arguments.of("leads out of", new DiskImage(SECTORS).entry(0, 0, 5, 100, 500)
                        .entry(100, 1, 5, 500, 50)),
                Arguments.of("sector 150 is garbage", new DiskImage(SECTORS).entry(0, 0, 5, 100, 500)
                        .entry(100, 1, 5, 50, 50)),
                Arguments.of("overlap", new DiskImage(SECTORS).entry(0, 0, 5, 100, 500).entry(100, 0, 6, 10, 100)
                        .entry(100, 1, 5, 50, 100).entry(150, 0, 6, 10, 20)),
                Arguments.of("none that is sound", new DiskImage(SECTORS).entry(0, 0, 0xEE, 1, 1999)),
                Arguments.of("overlap", new DiskImage(SECTORS).gpt(DiskImage.PLAN9, 100, 200, 200, 300)),
                Arguments.of("outside of those", new DiskImage(SECTORS).gpt(DiskImage.PLAN9, 100, 1_000_000)),
                Arguments.of("outside of those", new DiskImage(SECTORS).gpt(DiskImage.PLAN9, 300, 200)),
                Arguments.of("outside of those", new DiskImage(SECTORS).gpt(DiskImage.PLAN9, -5, 200)));
    }

    static Stream<Arguments> impossiblePrep() {
        return Stream.of(
                Arguments.of("does not lie in", "part a 2 100\n"),
                Arguments.of("does not lie in", "part a 50 50\n"),
                Arguments.of("does not lie in", "part a 0xfffffffffffff 0x7ffffffffffff\n"),
                Arguments.of("overlap", "part a 2 50\npart b 49 80\n"),
                Arguments.of("two parts", "part a 2 50\npart a 50 80\n"),
                Arguments.of("no line", "part a 2 50\npart b 50\n"),
                Arguments.of("no line", "part a 2 50\n\u0001\u0002\u00ff\n"),
                Arguments.of("no number", "part a two 50\n"),
                Arguments.of("no number", "part a -2 50\n"),
                Arguments.of("no number", "part a 2 99999999999999999999\n"));
    }

    private static DiskImage prep(String text) {
        return new DiskImage(SECTORS).entry(0, 0, 0x39, 100, 90).entry(0, 1, 0x39, 200, 90).prep(100, text)
                .prep(200, "part fossil 2 50\npart arenas 50 90\n");
    }

    /** It is told of the partition in which it lies; nothing else on the disk is lost with it. */
    @ParameterizedTest
    @MethodSource("impossiblePrep")
    void aPrepTableThatCannotBeHidesNoOther(String reason, String text) throws IOException {
        DiskTables tables = PartitionTables.of(prep(text).storage());
        assertThat(tables.parts()).extracting(DiskPart::wholeName).containsExactly("plan9", "plan9.1",
                "plan9.1/fossil", "plan9.1/arenas");
        assertThat(tables.refused()).containsOnlyKeys("plan9");
        assertThat(tables.refused().get("plan9")).contains(reason).startsWith("memory: prep table of plan9");
        assertThatThrownBy(() -> PartitionTables.of(new DiskImage(90).prep(0, text).storage()))
                .isInstanceOf(CorruptException.class).hasMessageContaining(reason);
    }

    /** The table that is refused may have one of that name, too, and that may be the one that is meant. */
    @Test
    void aNameThatARefusedTableMayHaveIsNotGuessed() throws IOException {
        DiskTables tables = PartitionTables.of(prep("part arenas 2 100\n").storage());
        assertThatThrownBy(() -> tables.find("arenas")).isInstanceOf(CorruptException.class)
                .hasMessageContaining("does not lie in").hasMessageEndingWith("say memory:plan9.1/arenas");
        assertThatThrownBy(() -> tables.find("isect")).isInstanceOf(CorruptException.class)
                .hasMessageContaining("it has plan9, plan9.1, plan9.1/fossil, plan9.1/arenas; a table is refused: ");
        assertThat(tables.find("plan9.1/arenas").from()).isEqualTo(250 * 512);
        assertThat(tables.find("plan9").from()).isEqualTo(100 * 512);
    }

    /** A table may have any names; what is listed for a partition leads to it, and to no other. */
    @Test
    void whatCannotBeTypedIsNamedByItsRange() throws IOException {
        DiskTables tables = PartitionTables.of(prep("""
                part x/y 2 10
                part a:b 10 20
                part 10-20 20 30
                part plan9 30 40
                part plan9.1/fossil 40 50
                part 0x10 50 60
                part 9fat 60 70
                part r\u001b[31mr 70 80
                """).storage());
        assertThat(tables.parts()).extracting(tables::nameOf).containsExactly("51200-97280", "52224-56320",
                "56320-61440", "61440-66560", "plan9/plan9", "71680-76800", "76800-81920", "9fat", "87040-92160",
                "plan9.1", "fossil", "arenas");
        for (DiskPart part : tables.parts()) {
            String name = tables.nameOf(part);
            if (DiskPart.isName(name)) {
                assertThat(tables.find(name)).isEqualTo(part);
            }
        }
        assertThatThrownBy(() -> tables.find("plan9")).isInstanceOf(RefusedException.class)
                .hasMessageEndingWith("say memory:51200-97280 or memory:plan9/plan9");
    }

    @Test
    void ofTwoOfOneNameEachIsNamedWithItsPartition() throws IOException {
        DiskTables tables = PartitionTables.of(prep("part arenas 2 50\npart isect 50 60\n").storage());
        assertThatThrownBy(() -> tables.find("arenas")).isInstanceOf(RefusedException.class)
                .hasMessageEndingWith("more than one partition 'arenas'; say memory:plan9/arenas or "
                        + "memory:plan9.1/arenas");
        assertThat(tables.find("plan9/arenas").from()).isEqualTo(102 * 512);
        assertThat(tables.find("plan9.1/arenas").from()).isEqualTo(250 * 512);
        assertThat(tables.find("plan9.1/fossil")).isEqualTo(tables.find("fossil"));
        assertThat(tables.parts()).extracting(tables::nameOf).containsExactly("plan9", "plan9/arenas", "isect",
                "plan9.1", "fossil", "plan9.1/arenas");
        assertThatThrownBy(() -> tables.find("plan9.1/isect")).isInstanceOf(RefusedException.class)
                .hasMessageContaining("has no partition 'plan9.1/isect'; it has plan9, plan9/arenas, isect, ");
    }

    @ParameterizedTest
    @MethodSource("impossible")
    void aTableThatCannotBeIsRefused(String reason, DiskImage disk) {
        assertThatThrownBy(() -> PartitionTables.of(disk.storage())).isInstanceOf(CorruptException.class)
                .hasMessageContaining(reason).hasMessageStartingWith("memory: ");
    }

    @Test
    void whereThereIsNoTableThatIsSaid() {
        assertThatThrownBy(() -> PartitionTables.of(new MemoryStorage(100_000))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("no table of partitions");
        assertThatThrownBy(() -> PartitionTables.of(new MemoryStorage(100))).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> PartitionTables.of(new DiskImage(3000).fat(0, 12, 100, "a", new byte[3]).storage()))
                .isInstanceOf(RefusedException.class).hasMessageContaining("FAT");
        assertThatThrownBy(() -> PartitionTables.of(mbr().storage()).find("none")).isInstanceOf(RefusedException.class)
                .hasMessageContaining("it has dos, plan9, 9fat");
    }

    /** Whatever is wrong with a table, it is read or refused, and what is found lies on the disk. */
    @Test
    void damagedTablesAreReadOrRefused() throws IOException {
        Random random = new Random(SEED);
        List<DiskImage> disks = List.of(mbr(), new DiskImage(SECTORS).gpt(DiskImage.PLAN9, 100, 199));
        for (int round = 0; round < 3000; round++) {
            MemoryStorage disk = disks.get(round % 2).storage();
            for (int i = 0; i <= random.nextInt(4); i++) {
                int sector = List.of(0, 1, 2, 101, 1000, 1200, SECTORS - 1).get(random.nextInt(7));
                disk.write(sector * 512L + random.nextInt(512), new byte[] {(byte) random.nextInt(256)});
            }
            try {
                for (DiskPart part : PartitionTables.of(disk).parts()) {
                    assertThat(part.from()).as("round %d of seed %d", round, SEED).isNotNegative()
                            .isLessThan(part.to());
                    assertThat(part.to()).isLessThanOrEqualTo(disk.size());
                }
            } catch (VaultException e) {
                assertThat(e.getMessage()).as("round %d of seed %d", round, SEED).doesNotContain("\n");
            }
        }
    }
}
