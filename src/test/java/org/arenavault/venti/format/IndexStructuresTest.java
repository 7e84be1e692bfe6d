package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.arenavault.Golden;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Sections, buckets, maps and filters: the worked examples of the format, and what a real server recorded. */
class IndexStructuresTest {

    private static final byte[] HELLO = HexFormat.of().parseHex("22596363b3de40b06f981fb85d82312e8c0ed511");

    @TempDir
    private Path folder;

    static List<String> samples() {
        return Golden.names();
    }

    @Test
    void theWorkedExampleOfBucketsHolds() throws IOException {
        BucketArithmetic arithmetic = BucketArithmetic.of(415, "example");
        assertThat(arithmetic.div()).isEqualTo(10349319);
        assertThat(arithmetic.bucketOf(Score.of(HELLO).firstBits())).isEqualTo(55);
        IndexSection section = IndexSection.ofSize(2, "isect0", 8192, 4 << 20, 0x0d86725e);
        assertThat(section.blockBase()).isEqualTo(794624);
        assertThat(section.blocks()).isEqualTo(415);
        List<IndexSection> spread = BucketArithmetic.spread("main", List.of(section));
        assertThat(spread.get(0).stop()).isEqualTo(415);
        assertThat(spread.get(0).bucketOffset(55)).isEqualTo(1245184);
    }

    @Test
    void theWorkedExampleOfAnEntryHolds() {
        byte[] expected = HexFormat.of().parseHex("22596363b3de40b06f981fb85d82312e8c0ed511" + "00000000" + "0000"
                + "0000000000100000" + "000c" + "0d" + "01");
        IndexEntry entry = new IndexEntry(Score.of(HELLO), 1048576, 12, 13, IndexEntry.blocksFor(12));
        byte[] encoded = new byte[IndexEntry.SIZE];
        entry.encode(ByteBuffer.wrap(encoded), 0);
        assertThat(encoded).isEqualTo(expected);
        assertThat(IndexEntry.decode(ByteBuffer.wrap(expected), 0)).isEqualTo(entry);
        assertThat(IndexEntry.blocksFor(512 - 38)).isEqualTo(1);
        assertThat(IndexEntry.blocksFor(512 - 37)).isEqualTo(2);
        assertThat(IndexEntry.blocksFor(57344)).as("the longest clump").isEqualTo(113);
    }

    @Test
    void theWorkedExampleOfProbesHolds() {
        assertThat(BloomFilter.firstProbe(HELLO, 0)).isEqualTo(0x9e715cee);
        assertThat(BloomFilter.probeStep(HELLO, 0)).isEqualTo(0xa9ca96e3);
        BloomFilter filter = new BloomFilter(8, 1 << 20);
        long[] bits = new long[8];
        for (int i = 0; i < 8; i++) {
            bits[i] = filter.bitOf(0x9e715cee + i * 0xa9ca96e3);
        }
        assertThat(bits).containsExactly(7429358, 3929041, 428724, 5317015, 1816698, 6704989, 3204672, 8092963);
        assertThat(filter.bitOf(5)).as("clamped before it is masked").isEqualTo(128);
        assertThat(filter.bitOf((1 << 23) + 5)).as("masked into the header").isEqualTo(5);
        assertThat(new BloomFilter(32, 1 << 29).bitOf(-1)).isEqualTo(0xFFFF_FFFFL);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void recordedSectionsAndMapsComeOutAsTheyWentIn(String name) throws IOException {
        VentiConf conf = VentiConf.read(Golden.unpack(name, folder).resolve("venti.conf"), Disks.REAL);
        List<IndexSection> headers = new ArrayList<>();
        for (Partition part : conf.sections()) {
            try (Storage storage = part.openToRead(Disks.REAL)) {
                byte[] sector = storage.read(ArenaFormat.BLANK, IndexSection.SIZE);
                IndexSection header = IndexSection.decode(ByteBuffer.wrap(sector), storage.size(), name);
                headers.add(header);
                assertThat(header.encode()).isEqualTo(sector);
                assertThat(header.roomIn(storage.size())).isEqualTo(header.blocks());
                byte[] table = storage.read(header.tableBase(), header.tableSize());
                IndexMap map = IndexMap.decode(table, name);
                assertThat(map.encode(header.tableSize(), name)).isEqualTo(table);
            }
        }
        assertThat(BucketArithmetic.spread("main", headers)).as("as fmtindex spread them").isEqualTo(headers);
        if (conf.bloom().isPresent()) {
            try (Storage storage = conf.bloom().get().openToRead(Disks.REAL)) {
                byte[] header = storage.read(0, BloomFilter.HEADER);
                assertThat(BloomFilter.decode(ByteBuffer.wrap(header), storage.size(), name).encode())
                        .isEqualTo(header);
            }
        }
    }

    @Test
    void bucketsAreSpreadSoThatEveryScoreHasOne() throws IOException {
        Random random = new Random(3);
        for (int i = 0; i < 2000; i++) {
            long blocks = 1 + (random.nextLong() >>> (34 + random.nextInt(28)));
            IndexSection section = new IndexSection(2, "s", "", 8192, 794624, blocks, IndexSection.Part.NONE, 1);
            IndexSection spread = BucketArithmetic.spread("main", List.of(section)).get(0);
            BucketArithmetic arithmetic = BucketArithmetic.of(spread.stop(), "blocks " + blocks);
            assertThat(arithmetic.div()).as("blocks %d", blocks).isGreaterThanOrEqualTo(100);
            assertThat(arithmetic.bucketOf(-1)).isEqualTo(spread.stop() - 1);
            assertThat(arithmetic.bucketOf(0)).isZero();
        }
    }

    @Test
    void aBucketFindsWhatItHoldsInOrder() throws IOException {
        IndexSection section = IndexSection.ofSize(2, "s", 512, 1 << 20, 77);
        byte[] block = new byte[512];
        ByteBuffer b = ByteBuffer.wrap(block);
        long[] addresses = {50, 90, 80, 70};
        int[] types = {2, 13, 13, 13};
        for (int i = 0; i < 4; i++) {
            new IndexEntry(Score.of(HELLO), addresses[i], 12, types[i], 1).encode(b, IndexBucket.positionOf(i));
        }
        IndexBucket.putHeader(b, 0, 4, section);
        IndexBucket bucket = IndexBucket.view(b, section, "test");
        assertThat(bucket.find(Score.of(HELLO), 13)).extracting(IndexEntry::address).containsExactly(90L, 80L, 70L);
        assertThat(bucket.find(Score.of(HELLO), 2)).extracting(IndexEntry::address).containsExactly(50L);
        assertThat(bucket.find(Score.of(HELLO), 3)).isEmpty();
        assertThat(bucket.find(Score.NONE, 13)).isEmpty();

        block[5] ^= 1;
        assertThat(IndexBucket.view(b, section, "test").count()).as("without the magic it is empty").isZero();
        block[5] ^= 1;
        block[1] = 14;
        assertThatThrownBy(() -> IndexBucket.view(b, section, "bucket 9")).isInstanceOf(CorruptException.class)
                .hasMessage("bucket 9: bucket claims 14 entries; 13 fit");
    }

    @Test
    void unfinishedIndexesAndFiltersAreTakenForNothingElse() throws IOException {
        IndexMap map = new IndexMap("main", 8192, new ArenaMap(List.of(new ArenaMap.Range("isect0", 0, 415))),
                new ArenaMap(List.of(new ArenaMap.Range("arena0", 1 << 20, 5 << 20))));
        byte[] complete = map.encode(1000, "test");
        byte[] unfinished = map.encodeUnfinished(1000, "test");
        assertThat(IndexMap.isUnfinished(unfinished)).isTrue();
        assertThat(IndexMap.isUnfinished(complete)).isFalse();
        assertThat(Arrays.mismatch(complete, unfinished)).as("only the title differs").isZero();
        assertThat(Arrays.equals(complete, 25, 1000, unfinished, 25, 1000)).isTrue();
        assertThat(IndexMap.decodeAtAnyStage(unfinished, "test")).isEqualTo(map);
        assertThatThrownBy(() -> IndexMap.decode(unfinished, "isect0")).isInstanceOf(CorruptException.class)
                .hasMessage("isect0: the build of this index did not finish: build it again");

        BloomFilter filter = new BloomFilter(8, 1 << 20);
        ByteBuffer header = ByteBuffer.wrap(filter.encodeUnfinished());
        assertThat(BloomFilter.isUnfinished(header)).isTrue();
        assertThat(BloomFilter.decodeAtAnyStage(header, 1 << 20, "bloom")).isEqualTo(filter);
        assertThatThrownBy(() -> BloomFilter.decode(header, 1 << 20, "bloom")).isInstanceOf(CorruptException.class)
                .hasMessageContaining("did not finish");
    }

    @Test
    void aMapOfMoreArenasThanOneMayHaveIsRefused() {
        ArenaMap.Range[] ranges = new ArenaMap.Range[31 * 1024 + 1];
        Arrays.setAll(ranges, i -> new ArenaMap.Range("a" + i, i, i + 1));
        IndexMap map = new IndexMap("main", 8192, new ArenaMap(List.of()), new ArenaMap(List.of(ranges)));
        assertThatThrownBy(() -> map.encode(16 << 20, "index main")).isInstanceOf(RefusedException.class)
                .hasMessageContaining("31745 arenas");
        assertThatThrownBy(() -> new IndexMap("main", 8192, new ArenaMap(List.of()),
                new ArenaMap(List.of(ranges).subList(0, 20_000))).encode(64 << 10, "index main"))
                .isInstanceOf(RefusedException.class).hasMessageContaining("use fewer, larger arenas");
    }
}
