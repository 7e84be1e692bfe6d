package org.arenavault.venti.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.arenavault.Keeps;
import org.arenavault.io.MediumFaultException;
import org.arenavault.venti.format.ArenaWriter;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockSourceContractTest;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** Blocks found through an index that is only a hint. */
class IndexLookupTest {

    private static SmallStore built(int seed) throws IOException {
        SmallStore store = SmallStore.of(seed);
        store.build();
        return store;
    }

    @Nested
    @Keeps("venti.index.IndexLookup")
    class AsASource extends BlockSourceContractTest {

        private static final int MOST = 80;

        private final SmallStore store;

        AsASource() throws IOException {
            store = built(7);
        }

        @Override
        protected BlockSource open(List<Block> blocks) throws IOException {
            return IndexLookup.open(store.conf, store.disks);
        }

        @Override
        protected List<Block> blocks() {
            int step = store.blocks.size() / MOST;
            return IntStream.range(0, MOST).mapToObj(i -> store.blocks.get(i * step))
                    .map(block -> new Block(block.type(), block.bytes())).toList();
        }
    }

    @Test
    void everyBlockIsReadAndOthersAreNot() throws IOException {
        SmallStore store = built(1);
        try (IndexLookup lookup = IndexLookup.open(store.conf, store.disks)) {
            for (SmallStore.Stored block : store.blocks) {
                assertThat(lookup.read(block.score(), block.type())).hasValue(block.bytes());
                assertThat(lookup.contains(block.score(), block.type())).isTrue();
                assertThat(lookup.read(block.score(), BlockType.ROOT)).as("same score, other type").isEmpty();
            }
            Random random = new Random(1);
            for (int i = 0; i < 200; i++) {
                byte[] score = new byte[Score.SIZE];
                random.nextBytes(score);
                assertThat(lookup.read(Score.of(score), BlockType.DATA)).isEmpty();
                assertThat(lookup.contains(Score.of(score), BlockType.DATA)).isFalse();
            }
        }
    }

    @Test
    void theEmptyBlockIsKnown() throws IOException {
        SmallStore store = built(2);
        try (IndexLookup lookup = IndexLookup.open(store.conf, store.disks)) {
            assertThat(lookup.read(Score.ZERO, BlockType.DATA)).hasValue(new byte[0]);
            assertThat(lookup.read(Score.NONE, BlockType.DIRECTORY)).hasValue(new byte[0]);
        }
    }

    @Test
    void whatTheServerHasNotYetEnteredIsFoundToo() throws IOException {
        SmallStore store = built(3);
        List<SmallStore.Stored> late = new ArrayList<>();
        ArenaWriter writer = store.writer(1, 0);
        for (int i = 0; i < 20; i++) {
            byte[] bytes = {7, 7, (byte) i};
            SmallStore.append(writer, BlockType.DATA, bytes);
            late.add(new SmallStore.Stored(Score.ofBlock(ByteBuffer.wrap(bytes)), BlockType.DATA, bytes));
        }
        writer.flush();
        try (IndexLookup lookup = IndexLookup.open(store.conf, store.disks)) {
            for (SmallStore.Stored block : late) {
                assertThat(lookup.read(block.score(), block.type())).hasValue(block.bytes());
                assertThat(lookup.contains(block.score(), block.type())).isTrue();
            }
        }
    }

    @Test
    void arenasOutsideOfTheIndexAreNamedAndReadThroughTheirDirectories() throws IOException {
        SmallStore store = SmallStore.of(31);
        String sections = "isect isect0\nisect isect1\nbloom bloom\n";
        store.withConf("index main\narenas arenas0\n" + sections).build();
        try (IndexLookup lookup = IndexLookup.open(store.conf, store.disks)) {
            assertThat(lookup.notes()).singleElement().asString()
                    .contains("arena p1.0: the index does not cover it; what it holds, 40 blocks");
            for (SmallStore.Stored block : store.blocks) {
                assertThat(lookup.read(block.score(), block.type())).hasValue(block.bytes());
            }
        }
        store.flip("arenas1", SmallStore.BUCKETS + SmallStore.ARENA - SmallStore.BLOCK, 3);
        try (IndexLookup lookup = IndexLookup.open(store.conf, store.disks)) {
            assertThat(lookup.notes()).singleElement().asString().contains("arena p1.0");
            assertThat(lookup.read(store.blocks.get(0).score(), store.blocks.get(0).type())).isPresent();
        }
    }

    @Test
    void ofSeveralEntriesOfABlockTheFirstWithASoundClumpIsTaken() throws IOException {
        SmallStore store = SmallStore.of(4, "isect isect0\n");
        SmallStore.Stored twice = store.blocks.get(5);
        ArenaWriter writer = store.writer(1, 0);
        long second = writer.arena().dataStart() + writer.tail().memory().used();
        SmallStore.append(writer, twice.type(), twice.bytes());
        writer.indexed();
        store.build();
        store.flip("arenas1", second + 40, 1);
        try (IndexLookup lookup = IndexLookup.open(store.conf, store.disks)) {
            assertThat(lookup.read(twice.score(), twice.type())).as("the index has the damaged one alone").isEmpty();
        }
        store.replaceEntries("isect0", SmallStore.expected(store.conf, store.disks).stream()
                .filter(entry -> entry.score().equals(twice.score()))
                .sorted(Comparator.comparingLong(IndexEntry::address).reversed()).toList(), 1);
        try (IndexLookup lookup = IndexLookup.open(store.conf, store.disks)) {
            assertThat(lookup.read(twice.score(), twice.type())).hasValue(twice.bytes());
        }
    }

    @Test
    void wrongHintsAreNotFollowed() throws IOException {
        SmallStore store = built(5);
        Random random = new Random(5);
        ByteBuffer section = ByteBuffer.wrap(store.file("isect0"));
        for (int bucket = 794624; bucket < section.limit(); bucket += 8192) {
            for (int i = 0; i < section.getShort(bucket); i++) {
                section.putLong(bucket + 6 + i * IndexEntry.SIZE + IndexEntry.ADDRESS_AT,
                        random.nextBoolean() ? random.nextLong() : random.nextInt(8 << 20));
            }
        }
        int found = 0;
        try (IndexLookup lookup = IndexLookup.open(store.conf, store.disks)) {
            for (SmallStore.Stored block : store.blocks) {
                found += lookup.read(block.score(), block.type())
                        .filter(bytes -> Arrays.equals(bytes, block.bytes())).isPresent() ? 1 : 0;
            }
        }
        // those of the second section, and those that the server has yet to enter
        assertThat(found).isGreaterThan(store.blocks.size() / 2).isLessThan(store.blocks.size());
    }

    @Test
    void aDamagedBucketAndADamagedCopyOfTheMapHideNothingElse() throws IOException {
        SmallStore store = built(6);
        store.flip("isect0", 794624, 7);
        store.flip("isect0", 270336, 3);
        int found = 0;
        try (IndexLookup lookup = IndexLookup.open(store.conf, store.disks)) {
            for (SmallStore.Stored block : store.blocks) {
                found += lookup.read(block.score(), block.type()).isPresent() ? 1 : 0;
            }
        }
        assertThat(found).isGreaterThan(store.blocks.size() * 9 / 10);
    }

    @Test
    void severalThreadsReadAtOnce() throws Exception {
        SmallStore store = built(7);
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try (IndexLookup lookup = IndexLookup.open(store.conf, store.disks)) {
            List<Future<?>> readers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                readers.add(pool.submit(() -> {
                    for (SmallStore.Stored block : store.blocks) {
                        assertThat(lookup.read(block.score(), block.type())).hasValue(block.bytes());
                    }
                    return null;
                }));
            }
            for (Future<?> reader : readers) {
                reader.get();
            }
        } finally {
            pool.shutdown();
        }
    }

    @Test
    void aSectionThatIsNotThereIsNoSource() throws IOException {
        SmallStore store = built(8);
        assertThatThrownBy(() -> IndexLookup.open(
                store.withConf("index main\narenas arenas0\nisect nowhere\n").conf, store.disks))
                .isInstanceOf(MediumFaultException.class).hasMessageContaining("nowhere");
    }
}
