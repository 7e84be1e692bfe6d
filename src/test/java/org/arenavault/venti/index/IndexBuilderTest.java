package org.arenavault.venti.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.FragileDisks;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.IndexMap;
import org.arenavault.venti.format.IndexSection;
import org.arenavault.venti.format.PartitionFormatter;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a build makes of blank sections, of old ones, and of everything that it must refuse. */
class IndexBuilderTest {

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

    private static List<ArenaMap.Range> ranges(SmallStore store) throws IOException {
        try (IndexLayout layout = IndexLayout.open(store.conf, store.disks)) {
            return layout.map().arenas().ranges();
        }
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

    private static void refused(String file, int at, String message) throws IOException {
        SmallStore store = SmallStore.of(9);
        store.file(file)[at] = 1;
        assertThatThrownBy(store::build).isInstanceOf(RefusedException.class).hasMessageContaining(message);
        assertUntouched(store, SmallStore.of(9), file, at);
    }

    private static void assertUntouched(SmallStore store, SmallStore before, String file, int at) throws IOException {
        before.file(file)[at] = store.file(file)[at];
        for (String name : List.of("isect0", "isect1", "bloom", "arenas0", "arenas1")) {
            assertThat(store.file(name)).as(name).isEqualTo(before.file(name));
        }
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

    @Test
    void aDamagedTailIsRefusedBeforeAnythingIsWrittenOrLeftOutOnRequest() throws IOException {
        SmallStore store = SmallStore.of(17);
        byte[] before = store.file("isect0").clone();
        long tail = 794624 + SmallStore.ARENA - SmallStore.BLOCK;
        store.flip("arenas0", tail, 0);

        assertThatThrownBy(store::build).isInstanceOf(CorruptException.class)
                .hasMessageContaining("arenas0: arena p0.0").hasMessageContaining("leave it out");
        assertThat(store.file("isect0")).isEqualTo(before);

        BuildReport report = new IndexBuilder(store.world(), 2).build(store.conf, DamagedArenas.LEAVE_OUT);
        assertThat(report.leftOut()).singleElement().asString().contains("arena p0.0");
        assertThat(report.figures().entries()).isPositive().isLessThan(store.blocks.size());
        IndexReport check = store.check();
        assertThat(check.problems()).singleElement().asString().contains("arena p0.0");
    }

    @Test
    void aDamagedDirectoryIsFoundBeforeTheOldIndexIsGivenUp() throws IOException {
        SmallStore store = SmallStore.of(18);
        store.build();
        byte[] before = store.file("isect0").clone();
        // the low byte of the second entry's size, in the last block before the tail of p0.1
        store.flip("arenas0", 794624 + 2 * SmallStore.ARENA - 2 * SmallStore.BLOCK + 25 + 2, 1);

        assertThatThrownBy(store::build).isInstanceOf(CorruptException.class).hasMessageContaining("arena p0.1");
        assertThat(store.file("isect0")).isEqualTo(before);
    }

    @Test
    void aDamagedDirectoryIsLeftOutWhenItShowsOnlyOnceItsEntriesAreGathered() throws IOException {
        SmallStore store = SmallStore.of(19);
        store.flip("arenas0", 794624 + 2 * SmallStore.ARENA - 2 * SmallStore.BLOCK + 25 + 2, 1);

        BuildReport report = new IndexBuilder(store.world(), 2).build(store.conf, DamagedArenas.LEAVE_OUT);

        assertThat(report.leftOut()).singleElement().asString().contains("arena p0.1");
        Set<IndexEntry> entries = SmallStore.entries(store.conf, store.disks);
        assertThat(entries).hasSize((int) report.figures().entries());
        try (IndexLayout layout = IndexLayout.open(store.conf, store.disks)) {
            ArenaMap.Range damaged = layout.map().arenas().ranges().get(1);
            assertThat(entries).noneMatch(entry ->
                    entry.address() >= damaged.start() && entry.address() < damaged.stop());
        }
    }

    @Test
    void anOverflowIsFoundBeforeAnythingIsWrittenAndTheSizeThatItNamesIsEnough() throws IOException {
        SmallStore store = tiny(20);
        byte[] before = store.file("tiny").clone();
        RefusedException refused = null;
        try {
            store.build();
        } catch (RefusedException e) {
            refused = e;
        }
        assertThat(refused).isNotNull().hasMessageContaining("too small").hasMessageContaining("at least");
        assertThat(store.file("tiny")).isEqualTo(before);
        long needed = Long.parseLong(refused.getMessage().replaceAll(".*at least (\\d+) bytes.*", "$1"));

        store.disks.put(SmallStore.FOLDER.resolve("tiny"), new byte[Math.toIntExact(needed)]);
        IndexSection header = IndexSection.ofSize(2, "tiny", 512, needed, 5);
        System.arraycopy(header.encode(), 0, store.file("tiny"), ArenaFormat.BLANK, 512);
        assertThat(store.build().figures().entries()).isEqualTo(store.blocks.size());
        assertThat(store.check().problems()).isEmpty();
    }

    /** A store with a section of 60 buckets of 13 entries each. */
    private static SmallStore tiny(int seed) throws IOException {
        SmallStore store = SmallStore.of(seed, "isect tiny\n");
        int size = 786944 + 60 * 512;
        byte[] section = new byte[size];
        System.arraycopy(IndexSection.ofSize(2, "tiny", 512, size, 5).encode(), 0, section, ArenaFormat.BLANK, 512);
        store.disks.put(SmallStore.FOLDER.resolve("tiny"), section);
        return store;
    }

    @Test
    void aStoppedBuildIsDoneAgainFromTheStart() throws IOException {
        for (int after = 0; after < 12; after++) {
            SmallStore store = SmallStore.of(21);
            AtomicInteger asked = new AtomicInteger(after);
            try {
                new IndexBuilder(SmallStore.world(store.disks, () -> asked.getAndDecrement() <= 0), 2)
                        .build(store.conf, DamagedArenas.REFUSE);
                assertThat(after).as("never asked").isGreaterThan(2);
            } catch (CancelledException e) {
                assertThat(store.check().sound()).isFalse();
            }
            store.build();
            assertThat(store.check().problems()).isEmpty();
        }
    }

    /** Power fails at every single write and force of a build, over blank sections and over a complete index. */
    @Test
    void whereverPowerFailsNoHalfIndexIsTakenForOneAndTheNextBuildSucceeds() throws IOException {
        SmallStore blank = SmallStore.of(22);
        SmallStore complete = blank.copy();
        complete.build();
        Set<IndexEntry> expected = SmallStore.expected(blank.conf, blank.disks);
        for (SmallStore start : List.of(blank, complete)) {
            SmallStore whole = start.copy();
            assertThat(failed(whole)).isFalse();
            int steps = whole.disks.steps();
            assertThat(steps).isGreaterThan(15);
            for (int step = 0; step <= steps; step++) {
                SmallStore store = start.copy();
                store.disks.failAfter(step);
                boolean failed = failed(store);
                assertThat(failed).as("step %d of %d", step, steps).isEqualTo(step < steps);
                for (FragileDisks.Left left : FragileDisks.Left.values()) {
                    requireRecovery(store.restarted(left), expected, "step %d, %s".formatted(step, left));
                }
            }
        }
    }

    private static boolean failed(SmallStore store) throws IOException {
        try {
            new IndexBuilder(store.world(), 1).build(store.conf, DamagedArenas.REFUSE);
            return false;
        } catch (MediumFaultException e) {
            return true;
        }
    }

    private static void requireRecovery(SmallStore store, Set<IndexEntry> expected, String when) throws IOException {
        if (looksComplete(store)) {
            assertThat(SmallStore.entries(store.conf, store.disks)).as(when).isEqualTo(expected);
            assertThat(store.check().problems()).as(when).isEmpty();
        }
        new IndexBuilder(store.world(), 1).build(store.conf, DamagedArenas.REFUSE);
        assertThat(SmallStore.entries(store.conf, store.disks)).as(when).isEqualTo(expected);
        assertThat(store.check().problems()).as(when).isEmpty();
    }

    /** As the server sees it, which reads the map of the first section alone, and the filter's header. */
    private static boolean looksComplete(SmallStore store) {
        byte[] section = store.file("isect0");
        byte[] title = "venti index configuration\n".getBytes(StandardCharsets.US_ASCII);
        return ByteBuffer.wrap(section).getInt(ArenaFormat.BLANK) == (int) IndexSection.MAGIC
                && ByteBuffer.wrap(section, 270336, title.length).equals(ByteBuffer.wrap(title))
                && ByteBuffer.wrap(store.file("bloom")).getInt(0) == 0xB1004EAD;
    }

    @Test
    void anUnfinishedIndexSaysSoAndKeepsItsAddresses() throws IOException {
        SmallStore store = SmallStore.of(23);
        store.build();
        List<ArenaMap.Range> before = ranges(store);
        store.disks.failAfter(6);
        assertThat(failed(store)).isTrue();
        SmallStore restarted = store.restarted(FragileDisks.Left.WRITTEN);

        assertThatThrownBy(() -> IndexLookup.open(restarted.conf, restarted.disks))
                .isInstanceOf(CorruptException.class).hasMessageContaining("did not finish");
        assertThat(restarted.check().problems()).singleElement().asString().contains("did not finish");
        byte[] table = new byte[100];
        System.arraycopy(restarted.file("isect0"), 270336, table, 0, table.length);
        assertThat(IndexMap.isUnfinished(table)).isTrue();
        restarted.build();
        assertThat(ranges(restarted)).isEqualTo(before);
    }

    @Test
    void hostileDirectoriesEndInAnErrorThatNamesThem() throws IOException {
        Random random = new Random(24);
        SmallStore sound = SmallStore.of(24);
        for (int i = 0; i < 60; i++) {
            SmallStore store = sound.copy();
            int from = 794624 + (1 + random.nextInt(2)) * SmallStore.ARENA - 3 * SmallStore.BLOCK;
            byte[] noise = new byte[1 + random.nextInt(2 * SmallStore.BLOCK)];
            random.nextBytes(noise);
            System.arraycopy(noise, 0, store.file("arenas0"), from + random.nextInt(SmallStore.BLOCK), noise.length);
            try {
                store.build();
                assertThat(SmallStore.entries(store.conf, store.disks).size()).isPositive();
            } catch (CorruptException e) {
                assertThat(e).hasMessageContaining("arenas0");
            }
            new IndexBuilder(store.world(), 2).build(store.conf, DamagedArenas.LEAVE_OUT);
        }
    }

    @Test
    void halfAMillionClumpsOfOneBlockAreNoTrap() throws IOException {
        EntryRun run = new EntryRun();
        int count = 400_000;
        byte[] bytes = run.room(count * PackedEntry.SIZE);
        ByteBuffer view = ByteBuffer.wrap(bytes);
        for (int i = 0; i < count; i++) {
            view.putLong(i * PackedEntry.SIZE + 24, i);
        }
        SmallStore store = SmallStore.of(25);
        store.build();
        try (IndexLayout layout = IndexLayout.open(store.conf, store.disks)) {
            run.sort(count * PackedEntry.SIZE, BucketRanges.ofBytes(layout, 8192).get(0), layout.arithmetic());
        }
        Set<Long> seen = new HashSet<>();
        for (int i = 0; i < count; i++) {
            assertThat(PackedEntry.address(bytes, run.at(i)) == count - 1 - i).isTrue();
            seen.add(PackedEntry.address(bytes, run.at(i)));
        }
        assertThat(seen).hasSize(count);
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
