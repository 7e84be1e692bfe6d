package org.arenavault.venti.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.arenavault.Golden;
import org.arenavault.io.Disks;
import org.arenavault.io.StopSignal;
import org.arenavault.io.World;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Indexes recorded with a real server: what it entered is what we enter. */
class GoldenIndexTest {

    private final World world = SmallStore.world(Disks.REAL, StopSignal.NEVER);

    @TempDir
    private Path folder;

    static List<String> samples() {
        return Golden.names();
    }

    private VentiConf unpack(String name) throws IOException {
        return VentiConf.read(Golden.unpack(name, folder).resolve("venti.conf"), Disks.REAL);
    }

    /** Makes the sections and the filter blank files of the same size. */
    private static void blank(VentiConf conf) throws IOException {
        for (Partition partition : conf.sections()) {
            blank(partition.path());
        }
        if (conf.bloom().isPresent()) {
            blank(conf.bloom().get().path());
        }
    }

    private static void blank(Path path) throws IOException {
        long size = Files.size(path);
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            file.setLength(0);
            file.setLength(size);
        }
    }

    private BuildReport build(VentiConf conf) throws IOException {
        return new IndexBuilder(world, 2).build(conf, DamagedArenas.REFUSE);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recordedIndexesAreSound(String name) throws IOException {
        IndexReport report = new IndexChecker(world, 2).check(unpack(name));
        assertThat(report.problems()).isEmpty();
        assertThat(report.clumps()).isPositive();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void blankSectionsGetTheEntriesThatTheServerMade(String name) throws IOException {
        VentiConf conf = unpack(name);
        Set<IndexEntry> recorded = SmallStore.entries(conf, Disks.REAL);
        blank(conf);
        BuildReport report = build(conf);

        Set<IndexEntry> built = SmallStore.entries(conf, Disks.REAL);
        assertThat(built).isEqualTo(SmallStore.expected(conf, Disks.REAL)).containsAll(recorded);
        assertThat(built).as("the sample's server had flushed everything").hasSameSizeAs(recorded);
        assertThat(report.figures().entries()).isEqualTo(built.size());
        assertThat(new IndexChecker(world, 2).check(conf).problems()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recordedSectionsAreRebuiltInPlace(String name) throws IOException {
        VentiConf conf = unpack(name);
        Set<IndexEntry> recorded = SmallStore.entries(conf, Disks.REAL);
        byte[] header = header(conf);
        byte[] table = table(conf);
        build(conf);
        assertThat(SmallStore.entries(conf, Disks.REAL)).isEqualTo(recorded);
        assertThat(header(conf)).as("version, block size and bucket magic are kept").isEqualTo(header);
        assertThat(table(conf)).as("addresses are kept").isEqualTo(table);
        assertThat(new IndexChecker(world, 2).check(conf).problems()).isEmpty();
    }

    private static byte[] header(VentiConf conf) throws IOException {
        try (var storage = conf.sections().get(0).openToRead(Disks.REAL)) {
            return storage.read(256 * 1024, 512);
        }
    }

    private static byte[] table(VentiConf conf) throws IOException {
        try (IndexLayout layout = IndexLayout.open(conf, Disks.REAL)) {
            Section section = layout.sections().get(0);
            return IndexLayout.readTable(section.storage(), section.header());
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void everyRecordedBlockIsFound(String name) throws IOException {
        VentiConf conf = unpack(name);
        int read = 0;
        try (IndexLookup lookup = IndexLookup.open(conf, Disks.REAL)) {
            for (Partition part : conf.arenas()) {
                try (ArenaPartition partition = ArenaPartition.open(part.openToRead(Disks.REAL))) {
                    for (Arena arena : partition.arenas()) {
                        ClumpDirectory.Cursor cursor =
                                new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
                        while (cursor.next()) {
                            assertThat(lookup.read(cursor.info().score(), BlockType.fromDisk(cursor.type())))
                                    .hasValueSatisfying(block -> assertThat(block).hasSize(cursor.uncsize()));
                            read++;
                        }
                    }
                }
            }
        }
        assertThat(read).isGreaterThan(500);
    }
}
