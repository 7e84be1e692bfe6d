package org.arenavault.venti.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.IndexSection;
import org.arenavault.venti.format.PartitionFormatter;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build makes of blank sections, of old ones, and of everything that it must refuse. */
class IndexBuilderTest extends IndexFixture {

    @Test
    void everyClumpOfEveryStateOfArenaGetsItsEntry() throws IOException {
        SmallStore store = SmallStore.of(1);
        BuildReport report = store.build();

        assertThat(SmallStore.entries(store.conf, store.disks))
                .isEqualTo(SmallStore.expected(store.conf, store.disks)).hasSize(store.blocks.size());
        assertThat(report.figures().entries()).isEqualTo(store.blocks.size());
        assertThat(report.isComplete()).isTrue();
        assertThat(store.check().problems()).isEmpty();
    }

    @Test
    void blankSectionsAreFormattedAsTheStockFormatterDoes() throws IOException {
        SmallStore store = SmallStore.of(2);
        store.build();
        try (IndexLayout layout = IndexLayout.open(store.conf, store.disks)) {
            IndexSection first = layout.sections().get(0).header();
            IndexSection second = layout.sections().get(1).header();
            assertThat(first.name()).isEqualTo("isect0");
            assertThat(first.version()).isEqualTo(2);
            assertThat(first.blockSize()).isEqualTo(8192);
            assertThat(first.blockBase()).isEqualTo(794624);
            assertThat(first.blocks()).isEqualTo(SmallStore.SECTION / 8192 - 97);
            assertThat(first.bucketMagic()).isNotZero().isNotEqualTo(second.bucketMagic());
            assertThat(second.stop()).isEqualTo(layout.arithmetic().buckets());
            assertThat(layout.map().arenas().ranges().get(0).start()).isEqualTo(1 << 20);
        }
        assertThat(ByteBuffer.wrap(store.file("bloom")).getInt(8)).as("hashes").isEqualTo(32);
        assertThat(ByteBuffer.wrap(store.file("bloom")).getInt(12)).as("size").isEqualTo(SmallStore.BLOOM);
    }

    @Test
    void theSameStoreGivesTheSameBytesHoweverItIsBuilt() throws IOException {
        byte[] first = null;
        for (int threads : new int[] {1, 2, 5}) {
            SmallStore store = SmallStore.of(3);
            new IndexBuilder(store.world(), threads).build(store.conf, DamagedArenas.REFUSE);
            byte[] bytes = concatenation(store.file("isect0"), store.file("isect1"), store.file("bloom"));
            first = first == null ? bytes : first;
            assertThat(bytes).as("%d threads", threads).isEqualTo(first);
        }
    }

    private static byte[] concatenation(byte[]... parts) {
        ByteBuffer all = ByteBuffer.allocate(5 << 20);
        for (byte[] part : parts) {
            all.put(part);
        }
        return all.array();
    }

    @Test
    void everyBucketIsWrittenOverWhateverWasThere() throws IOException {
        SmallStore store = SmallStore.of(4, "isect isect0\n");
        byte[] noise = new byte[SmallStore.SECTION];
        new Random(4).nextBytes(noise);
        IndexSection header = IndexSection.ofSize(1, "old", 4096, noise.length, 0);
        System.arraycopy(header.encode(), 0, noise, ArenaFormat.BLANK, 512);
        store.disks.put(SmallStore.FOLDER.resolve("isect0"), noise);

        store.build();

        assertThat(SmallStore.entries(store.conf, store.disks))
                .isEqualTo(SmallStore.expected(store.conf, store.disks));
        try (IndexLayout layout = IndexLayout.open(store.conf, store.disks)) {
            assertThat(layout.sections().get(0).header().version()).isEqualTo(1);
            assertThat(layout.blockSize()).isEqualTo(4096);
        }
        assertThat(store.check().problems()).isEmpty();
        for (int i = 0; i < ArenaFormat.BLANK; i++) {
            assertThat(store.file("isect0")[i]).as("the blank area is left alone").isEqualTo(noise[i]);
        }
    }

    @Test
    void corruptClumpsGetNoEntryButAreMarkedInTheFilter() throws IOException {
        SmallStore store = SmallStore.of(5);
        ArenaWriter writer = store.writer(1, 0);
        byte[] block = "no such type".getBytes(StandardCharsets.US_ASCII);
        SmallStore.append(writer, BlockType.CORRUPT, block);
        writer.flush();

        BuildReport report = store.build();

        assertThat(report.figures().corrupt()).isEqualTo(1);
        assertThat(SmallStore.entries(store.conf, store.disks)).hasSize(store.blocks.size());
        assertThat(BloomBitsTest.isMarked(store.file("bloom"), Score.ofBlock(ByteBuffer.wrap(block)))).isTrue();
        assertThat(store.check().problems()).isEmpty();
    }

    @Test
    void ofSeveralClumpsOfOneBlockTheHighestAddressIsEntered() throws IOException {
        SmallStore store = SmallStore.of(6);
        SmallStore.Stored again = store.blocks.get(7);
        ArenaWriter writer = store.writer(1, 0);
        SmallStore.append(writer, again.type(), again.bytes());
        SmallStore.append(writer, again.type(), again.bytes());
        writer.flush();

        BuildReport report = store.build();

        assertThat(report.figures().duplicates()).isEqualTo(2);
        List<IndexEntry> entries = SmallStore.entries(store.conf, store.disks).stream()
                .filter(entry -> entry.score().equals(again.score())).toList();
        long highest = SmallStore.expected(store.conf, store.disks).stream()
                .filter(entry -> entry.score().equals(again.score()))
                .mapToLong(IndexEntry::address).max().orElseThrow();
        assertThat(entries).singleElement().extracting(IndexEntry::address).isEqualTo(highest);
        assertThat(store.check().problems()).isEmpty();
    }

    @Test
    void newArenasAreAppendedAndOldOnesKeepTheirAddresses() throws IOException {
        SmallStore store = SmallStore.of(7);
        store.build();
        List<ArenaMap.Range> before = ranges(store);
        store.disks.put(SmallStore.FOLDER.resolve("more"), new byte[4 << 20]);
        new PartitionFormatter(1 << 20, 8192, 5, () -> 77)
                .format(store.disks.openToWrite(SmallStore.FOLDER.resolve("more")), "more").close();
        SmallStore grown = store.withConf("""
                index main
                arenas more
                arenas arenas1
                arenas arenas0
                isect isect0
                isect isect1
                bloom bloom
                """);

        grown.build();

        List<ArenaMap.Range> after = ranges(grown);
        assertThat(after.subList(0, before.size())).isEqualTo(before);
        assertThat(after.subList(before.size(), after.size())).extracting(ArenaMap.Range::name)
                .containsExactly("more0", "more1", "more2");
        assertThat(grown.check().problems()).isEmpty();
    }

    @Test
    void aDamagedMapIsMadeAnew() throws IOException {
        SmallStore store = SmallStore.of(8);
        store.build();
        for (String section : List.of("isect0", "isect1")) {
            store.flip(section, 270336 + 3, 5);
        }
        assertThat(store.check().problems()).isNotEmpty();
        assertThat(store.build().notes()).singleElement().asString().contains("new addresses");
        assertThat(store.check().problems()).isEmpty();
    }

    @Test
    void filesThatHoldAnythingElseAreRefusedAndNothingIsWritten() throws IOException {
        refused("isect1", 0, "isect1: holds neither an index section nor zeros");
        refused("isect0", 1_000_000, "isect0: holds neither an index section nor zeros");
        refused("isect1", SmallStore.SECTION + 65535, "isect1: holds neither an index section nor zeros");
        refused("bloom", SmallStore.BLOOM - 1, "bloom: holds neither a Bloom filter nor zeros");
        refused("bloom", 0, "bloom: holds neither a Bloom filter nor zeros");
    }

    @Test
    void aConfigurationInTheBlankAreaOfASectionIsNoObstacle() throws IOException {
        SmallStore store = SmallStore.of(10);
        byte[] text = "venti config\nindex main\n".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(text, 0, store.file("isect0"), VentiConf.EMBEDDED_AT, text.length);
        store.build();
        assertThat(store.check().problems()).isEmpty();
    }

    @Test
    void sectionsOfAnotherIndexOrShapeAreRefused() throws IOException {
        SmallStore other = SmallStore.of(11).withConf("index other\narenas arenas0\nisect isect0\n");
        other.build();
        assertThatThrownBy(() -> other.withConf("index main\narenas arenas0\nisect isect0\n").build())
                .isInstanceOf(RefusedException.class).hasMessageContaining("isect0")
                .hasMessageContaining("belongs to index 'other', not to 'main'");
        assertThatThrownBy(() -> other.withConf("index other\narenas arenas0\nisect isect1\nisect isect0\n").build())
                .isInstanceOf(RefusedException.class).hasMessageContaining("to change the shape of an index");
        assertThat(other.check().problems()).isEmpty();
    }

    @Test
    void aBlankSectionBehindTheOthersEnlargesAnIndexWhoseBucketsStayWhereTheyAre() throws IOException {
        SmallStore store = SmallStore.of(11, "isect isect0\n");
        store.build();
        SmallStore larger = store.withConf("index main\narenas arenas0\narenas arenas1\nisect isect0\nisect isect1\n");
        assertThat(larger.build().figures().buckets()).isEqualTo(31 + 39);
        assertThat(larger.check().problems()).isEmpty();
    }

    @Test
    void aLostSectionIsReplacedByABlankOneOfItsSize() throws IOException {
        SmallStore store = SmallStore.of(12);
        store.build();
        store.disks.put(SmallStore.FOLDER.resolve("isect0"), new byte[SmallStore.SECTION]);
        store.build();
        assertThat(store.check().problems()).isEmpty();
        assertThat(SmallStore.entries(store.conf, store.disks)).hasSize(store.blocks.size());
    }

    @Test
    void anArenaThatIsGoneFromTheConfigurationIsRefused() throws IOException {
        SmallStore store = SmallStore.of(13);
        store.build();
        assertThatThrownBy(() ->
                store.withConf("index main\narenas arenas0\nisect isect0\nisect isect1\nbloom bloom\n").build())
                .isInstanceOf(RefusedException.class).hasMessageContaining("covers arena 'p1.0'");
        assertThat(store.check().problems()).isEmpty();
    }

    @Test
    void damagedHeadersAndUnknownVersionsAreNamedAndLeftAlone() throws IOException {
        SmallStore store = SmallStore.of(14);
        store.build();
        store.flip("isect1", ArenaFormat.BLANK + 7, 2);
        assertThatThrownBy(store::build).isInstanceOf(UnsupportedVersionException.class)
                .hasMessageContaining("isect1: index section of version 6");
        store.flip("isect1", ArenaFormat.BLANK + 7, 2);
        store.flip("bloom", 7, 1);
        assertThatThrownBy(store::build).isInstanceOf(UnsupportedVersionException.class)
                .hasMessageContaining("bloom: Bloom filter of version 3");
    }

    @Test
    void twoArenasOfOneNameAreRefused() throws IOException {
        SmallStore store = SmallStore.of(15);
        store.disks.put(SmallStore.FOLDER.resolve("copy"), store.file("arenas0"));
        assertThatThrownBy(() -> store.withConf("index main\narenas arenas0\narenas copy\nisect isect0\n").build())
                .isInstanceOf(CorruptException.class)
                .hasMessageContaining("arena p0.0 is in two partitions").hasMessageContaining("arenas0 and ")
                .hasMessageContaining("copy: venti would not start");
    }

    @Test
    void aMapThatDoesNotFitIsRefusedBeforeAnythingIsWritten() throws IOException {
        SmallStore store = SmallStore.of(16, "isect small\n");
        byte[] section = new byte[1 << 20];
        IndexSection header = new IndexSection(2, "small", "", 512, 262144 + 512 + 512, 100, IndexSection.Part.NONE, 5);
        System.arraycopy(header.encode(), 0, section, ArenaFormat.BLANK, 512);
        store.disks.put(SmallStore.FOLDER.resolve("small"), section);
        StringBuilder conf = new StringBuilder("index main\nisect small\n");
        for (int i = 0; i < 10; i++) {
            Path path = SmallStore.FOLDER.resolve("part" + i);
            store.disks.put(path, new byte[4 << 20]);
            new PartitionFormatter(1 << 20, 8192, 5, () -> 77)
                    .format(store.disks.openToWrite(path), "long-name-" + i + "-").close();
            conf.append("arenas part").append(i).append('\n');
        }
        assertThatThrownBy(() -> store.withConf(conf.toString()).build())
                .isInstanceOf(RefusedException.class).hasMessageContaining("the index map of 30 arenas needs");
        assertThat(store.file("small")).isEqualTo(section);
    }

    private static SmallStore built(SmallStore store) throws IOException {
        store.build();
        return store;
    }

    @Test
    void realFilesAreSpilledToAFolderThatIsEmptyAfterwards(@TempDir Path folder)
            throws IOException {
        SmallStore store = SmallStore.of(26);
        byte[] inPlace = built(store.copy()).file("isect0");
        for (String name : List.of("arenas0", "arenas1", "isect0", "isect1", "bloom")) {
            Files.write(folder.resolve(name), store.file(name));
        }
        Path spill = Files.createDirectory(folder.resolve("spill"));
        VentiConf conf = VentiConf.parse("""
                index main
                arenas arenas0
                arenas arenas1
                isect isect0
                isect isect1
                bloom bloom
                """.getBytes(StandardCharsets.US_ASCII), folder.resolve("venti.conf"));
        for (int i = 0; i < 2; i++) {
            new IndexBuilder(SmallStore.world(Disks.REAL, () -> false), 2).spillingTo(spill)
                    .build(conf, DamagedArenas.REFUSE);
            assertThat(Files.readAllBytes(folder.resolve("isect0"))).isEqualTo(inPlace);
        }
        assertThat(spill).isEmptyDirectory();
    }
}
