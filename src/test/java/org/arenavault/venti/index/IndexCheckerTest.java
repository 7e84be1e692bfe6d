package org.arenavault.venti.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Disks;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.IndexBucket;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.PartitionFormatter;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** The check of an index: silent on sound ones, and every bit that a rule covers is missed when it is wrong. */
class IndexCheckerTest {

    private static final int TABLE = 270336;
    private static final int BUCKETS = 794624;
    private static final int BLOCK = 8192;

    private static SmallStore built(int seed) throws IOException {
        SmallStore store = SmallStore.of(seed);
        store.build();
        return store;
    }

    private static SmallStore builtWithoutFilter(int seed) throws IOException {
        SmallStore store = SmallStore.of(seed, "isect isect0\nisect isect1\n");
        store.build();
        return store;
    }

    private static int textEnd(byte[] file, int from) {
        int end = from;
        while (file[end] != 0) {
            end++;
        }
        return end;
    }

    @Test
    void everyBitOfASectionHeaderIsCovered() throws IOException {
        SmallStore store = builtWithoutFilter(1);
        for (String section : List.of("isect0", "isect1")) {
            byte[] file = store.file(section);
            int nameEnd = textEnd(file, ArenaFormat.BLANK + 8);
            int indexEnd = textEnd(file, ArenaFormat.BLANK + 72);
            for (int at = ArenaFormat.BLANK; at < ArenaFormat.BLANK + 160; at++) {
                boolean padding = (at > nameEnd && at < ArenaFormat.BLANK + 72)
                        || (at > indexEnd && at < ArenaFormat.BLANK + 136);
                for (int bit = 0; bit < 8 && !padding; bit++) {
                    requireFound(store, section, at, bit, section);
                }
            }
        }
    }

    @Test
    void everyBitOfTheMapIsCoveredInEveryCopy() throws IOException {
        SmallStore store = builtWithoutFilter(2);
        for (String section : List.of("isect0", "isect1")) {
            int end = textEnd(store.file(section), TABLE);
            assertThat(end).isGreaterThan(TABLE + 150);
            for (int at = TABLE; at < end; at++) {
                for (int bit = 0; bit < 8; bit++) {
                    requireFound(store, section, at, bit, section);
                }
            }
        }
    }

    @Test
    void everyBitOfABucketIsCovered() throws IOException {
        SmallStore store = settled(builtWithoutFilter(3));
        int buckets = (SmallStore.SECTION - BUCKETS) / BLOCK;
        Random random = new Random(3);
        for (int bit = 0; bit < IndexBucket.HEADER * 8; bit++) {
            int bucket = random.nextInt(buckets);
            requireFound(store, "isect0", BUCKETS + bucket * BLOCK + bit / 8, bit % 8, "bucket " + bucket);
        }
        for (int bit = 0; bit < IndexEntry.SIZE * 8; bit++) {
            int bucket = random.nextInt(buckets);
            int count = ByteBuffer.wrap(store.file("isect0")).getShort(BUCKETS + bucket * BLOCK);
            int at = BUCKETS + bucket * BLOCK + IndexBucket.positionOf(random.nextInt(count)) + bit / 8;
            if (bit / 8 < 20 || bit / 8 >= 26) {
                requireFound(store, "isect0", at, bit % 8, "bucket " + bucket);
            } else {
                store.flip("isect0", at, bit % 8);
                assertThat(store.check().problems()).as("venti ignores these bytes").isEmpty();
                store.flip("isect0", at, bit % 8);
            }
        }
    }

    @Test
    void everyBitOfTheFiltersHeaderIsCovered() throws IOException {
        SmallStore store = built(4);
        for (int bit = 0; bit < 128; bit++) {
            requireFound(store, "bloom", bit / 8, bit % 8, "bloom");
        }
    }

    @Test
    void aMissingBitOfTheFilterIsFoundWithItsClump() throws IOException {
        SmallStore store = settled(SmallStore.of(5));
        store.build();
        Random random = new Random(5);
        for (int i = 0; i < 40; i++) {
            boolean set = i % 2 == 0;
            int at = 16 + random.nextInt(SmallStore.BLOOM - 16);
            while (set && store.file("bloom")[at] == 0) {
                at = 16 + random.nextInt(SmallStore.BLOOM - 16);
            }
            int bit = set ? Integer.numberOfTrailingZeros(store.file("bloom")[at]) : random.nextInt(8);
            boolean wasSet = (store.file("bloom")[at] >> bit & 1) != 0;
            store.flip("bloom", at, bit);
            IndexReport report = store.check();
            if (wasSet) {
                assertThat(report.problems()).isNotEmpty().allMatch(problem -> problem.contains("bloom: lacks ")
                        && problem.contains("the clump of arenas"));
            } else {
                assertThat(report.problems()).isEmpty();
                assertThat(report.notes()).anyMatch(note -> note.contains("1 bit is set that no clump needs"));
            }
            store.flip("bloom", at, bit);
        }
    }

    /** Says in all tails that everything is indexed, so that nothing is left for the server to enter. */
    private static SmallStore settled(SmallStore store) throws IOException {
        store.writer(0, 1).indexed();
        store.writer(1, 0).indexed();
        return store;
    }

    private static void requireFound(SmallStore store, String file, int at, int bit, String named)
            throws IOException {
        store.flip(file, at, bit);
        IndexReport report = store.check();
        assertThat(report.sound()).as("bit %d of byte %d of %s", bit, at, file).isFalse();
        assertThat(report.problems()).as("bit %d of byte %d of %s", bit, at, file)
                .anyMatch(problem -> problem.contains(named));
        assertThat(report.problems()).allMatch(problem -> !problem.contains("\n"));
        store.flip(file, at, bit);
    }

    @Test
    void whatTheServerHasYetToEnterIsNotedWhetherSomeOrNoneOfItIsThere() throws IOException {
        SmallStore store = built(6);
        ArenaWriter writer = store.writer(1, 0);
        for (int i = 0; i < 7; i++) {
            SmallStore.append(writer, BlockType.DATA, new byte[] {1, 2, 3, (byte) i});
        }
        writer.flush();
        IndexReport report = store.check();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).anyMatch(note -> note.contains("7 clumps are not in it yet"));

        writer.indexed();
        assertThat(store.check().problems()).hasSize(7 + 7)
                .anyMatch(problem -> problem.contains("no entry for") && problem.contains("arena p1.0 at "))
                .anyMatch(problem -> problem.contains("bloom: lacks "));
    }

    @Test
    void severalEntriesOfOneBlockAreSoundInTheirOrderOnly() throws IOException {
        SmallStore store = SmallStore.of(7, "isect isect0\n");
        SmallStore.Stored again = store.blocks.get(3);
        ArenaWriter writer = store.writer(1, 0);
        SmallStore.append(writer, again.type(), again.bytes());
        writer.flush();
        store.build();
        List<IndexEntry> both = SmallStore.expected(store.conf, store.disks).stream()
                .filter(entry -> entry.score().equals(again.score()))
                .sorted((a, b) -> Long.compare(b.address(), a.address())).toList();
        store.replaceEntries("isect0", both, 1);
        assertThat(store.check().problems()).isEmpty();

        store.replaceEntries("isect0", List.of(both.get(1), both.get(0)), 2);
        assertThat(store.check().problems()).singleElement().asString().contains("is out of order");
    }

    @Test
    void corruptClumpsMayHaveEntriesAndNeedNone() throws IOException {
        SmallStore store = SmallStore.of(8, "isect isect0\n");
        ArenaWriter writer = store.writer(1, 0);
        long used = writer.tail().memory().used();
        SmallStore.append(writer, BlockType.CORRUPT, new byte[] {9, 9, 9});
        writer.indexed();
        store.build();
        assertThat(store.check().problems()).isEmpty();

        try (IndexLayout layout = IndexLayout.open(store.conf, store.disks)) {
            long base = layout.space().places().get(3).base();
            IndexEntry entry = new IndexEntry(Score.ofBlock(ByteBuffer.wrap(new byte[] {9, 9, 9})), base + used, 3,
                    255, 1);
            addInOrder(store, entry, layout.arithmetic().bucketOf(entry.score().firstBits()));
        }
        IndexReport report = store.check();
        assertThat(report.problems()).isEmpty();
        assertThat(report.entries()).isEqualTo(store.blocks.size() + 1);
    }

    private static void addInOrder(SmallStore store, IndexEntry entry, long bucket) {
        ByteBuffer file = ByteBuffer.wrap(store.file("isect0"));
        int at = (int) (BUCKETS + bucket * BLOCK);
        int count = file.getShort(at);
        int place = 0;
        while (place < count && IndexEntry.decode(file, at + IndexBucket.positionOf(place)).score()
                .compareTo(entry.score()) < 0) {
            place++;
        }
        int from = at + IndexBucket.positionOf(place);
        System.arraycopy(file.array(), from, file.array(), from + IndexEntry.SIZE, (count - place) * IndexEntry.SIZE);
        entry.encode(file, from);
        file.putShort(at, (short) (count + 1));
    }

    @Test
    void anIndexOfOtherArenasIsNamedEntryByEntryUpToALimit() throws IOException {
        SmallStore store = built(9);
        SmallStore other = SmallStore.of(10);
        store.disks.put(SmallStore.FOLDER.resolve("arenas0"), other.file("arenas0"));
        IndexReport report = store.check();
        assertThat(report.problems()).anyMatch(problem -> problem.contains("where no such clump lies"))
                .anyMatch(problem -> problem.contains("no entry for"));
        assertThat(report.problemCount()).isGreaterThan(1000);
        assertThat(report.problems()).hasSize(1000);
    }

    @Test
    void whatDiffersIsComparedInAsManyStepsAsMemoryAllows() throws IOException {
        SmallStore store = builtWithoutFilter(11);
        Random random = new Random(11);
        int expected = 0;
        for (int bucket = 0; bucket < 31; bucket += 3) {
            int count = ByteBuffer.wrap(store.file("isect0")).getShort(BUCKETS + bucket * BLOCK);
            store.flip("isect0", BUCKETS + (long) bucket * BLOCK
                    + IndexBucket.positionOf(random.nextInt(count)) + 33, 2);
            expected++;
        }
        List<String> atOnce = store.check().problems();
        List<String> inSteps = new IndexChecker(store.world(), 2, 200).check(store.conf).problems();
        assertThat(atOnce).hasSize(expected)
                .allMatch(problem -> problem.contains("where no such clump lies; one lies in"));
        assertThat(inSteps).containsExactlyInAnyOrderElementsOf(atOnce);
    }

    @Test
    void bucketsThatAllCarryAnotherMagicPointToTheHeader() throws IOException {
        SmallStore store = builtWithoutFilter(12);
        store.flip("isect1", ArenaFormat.BLANK + 156, 4);
        assertThat(store.check().problems()).anyMatch(problem ->
                problem.contains("isect1") && problem.contains("its header says that buckets carry"));
    }

    @Test
    void anArenaThatTheIndexDoesNotCoverIsNamed() throws IOException {
        SmallStore store = built(13);
        store.disks.put(SmallStore.FOLDER.resolve("more"), new byte[3 << 20]);
        new PartitionFormatter(1 << 20, 8192, 5, () -> 77)
                .format(store.disks.openToWrite(SmallStore.FOLDER.resolve("more")), "more").close();
        SmallStore grown = store.withConf("""
                index main
                arenas arenas0
                arenas arenas1
                arenas more
                isect isect0
                isect isect1
                bloom bloom
                """);
        IndexReport report = grown.check();
        assertThat(report.problems()).isEmpty();
        assertThat(report.notes()).anyMatch(note -> note.contains("more0: is not in the index yet"));
        try (var storage = grown.disks.openToWrite(SmallStore.FOLDER.resolve("more"))) {
            ArenaWriter writer = ArenaWriter.open(ArenaPartition.open(storage).arenas().get(0));
            SmallStore.append(writer, BlockType.DATA, new byte[] {1});
            writer.flush();
        }
        assertThat(grown.check().problems()).singleElement().asString()
                .contains("arena more0: is not in the index, its 1 clump cannot be found");
    }

    @Test
    void ofADamagedArenaNothingIsSaidButThatItIsDamaged() throws IOException {
        SmallStore store = built(14);
        store.flip("arenas0", BUCKETS + 2 * SmallStore.ARENA - 2 * BLOCK + 25 + 2, 1);
        assertThat(store.check().problems()).singleElement().asString().contains("arena p0.1");
        store.flip("arenas0", BUCKETS + SmallStore.ARENA - BLOCK + 1, 1);
        assertThat(store.check().problems()).hasSize(2);
    }

    @Test
    void noiseInTheSectionsEndsInFindings() throws IOException {
        for (int seed = 0; seed < 20; seed++) {
            SmallStore store = settled(seed % 2 == 0 ? built(15) : builtWithoutFilter(15));
            Random random = new Random(seed);
            byte[] noise = new byte[1 + random.nextInt(100_000)];
            random.nextBytes(noise);
            int from = BUCKETS + random.nextInt(SmallStore.SECTION - BUCKETS - noise.length);
            System.arraycopy(noise, 0, store.file("isect0"), from, noise.length);
            if (store.check().sound()) {
                // all of it fell behind the entries of a bucket, where anything may be
                assertThat(SmallStore.entries(store.conf, store.disks)).as("seed %d", seed)
                        .isEqualTo(SmallStore.expected(store.conf, store.disks));
            }
            Arrays.fill(store.file("isect0"), BUCKETS, SmallStore.SECTION, (byte) 0xFF);
            assertThat(store.check().sound()).isFalse();
        }
    }

    @Test
    void stopsOnRequest() throws IOException {
        SmallStore store = built(16);
        Disks disks = store.disks;
        assertThatThrownBy(() -> new IndexChecker(SmallStore.world(disks, () -> true), 2).check(store.conf))
                .isInstanceOf(CancelledException.class);
    }
}
