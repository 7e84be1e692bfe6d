package org.arenavault.venti.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnsupportedVersionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sections, buckets, maps and filters at their limits: the last value that can be, and the one behind it. */
class IndexLimitsTest {

    private static final int B = 8192;
    private static final long TABLE = 256 * 1024 + B;
    private static final long BASE = TABLE + 512 * 1024;
    private static final long MAGIC = 0xFEDCBA98L;

    private static IndexSection section(int version, long base, long blocks, long start, long stop) {
        return new IndexSection(version, "s", "i", B, base, blocks, new IndexSection.Part(start, stop),
                version == 2 ? MAGIC : 0);
    }

    private static IndexSection decoded(IndexSection section, long size) throws IOException {
        ByteBuffer within = ByteBuffer.allocate(600).put(3, section.encode()).position(3);
        return IndexSection.decode(within, size, "x");
    }

    @ParameterizedTest
    @CsvSource({
        "8192, 1, 0, 1, 0, true", "0, 1, 0, 1, 0, false", "16777216, 1, 0, 1, 0, true",
        "16785408, 1, 0, 1, 0, false", "8193, 1, 0, 1, 0, false", "-8192, 1, 0, 1, 0, false",
        "8192, 5, 7, 12, 0, true", "8192, 5, 7, 13, 0, false", "8192, 5, 7, 7, 0, true", "8192, 5, 7, 6, 0, false",
        "8192, 5, 0, 5, -1, false", "8192, 0, 0, 0, 0, true",
    })
    void aSectionDescribesWhatFits(long table, long blocks, long start, long stop, long more, boolean possible)
            throws IOException {
        long base = TABLE + table;
        long size = base + blocks * B + more;
        for (int version = 1; version <= 2; version++) {
            IndexSection section = section(version, base, blocks, start, stop);
            if (possible) {
                assertThat(decoded(section, size)).isEqualTo(section);
                assertThat(section.tableSize()).isEqualTo((int) table);
                assertThat(section.bucketOffset(start + 2)).isEqualTo(base + 2 * B);
            } else {
                assertThatThrownBy(() -> decoded(section, size)).isInstanceOf(CorruptException.class);
            }
        }
    }

    @Test
    void aSectionTakesWhatItsPartitionHasRoomFor() {
        IndexSection none = IndexSection.ofSize(2, "s", B, BASE + B - 1, MAGIC);
        assertThat(none.blocks()).isZero();
        assertThat(none.blockBase()).isEqualTo(BASE);
        assertThat(none.tableBase()).isEqualTo(TABLE);
        assertThat(IndexSection.ofSize(2, "s", B, BASE + 3 * B + 1, MAGIC).blocks()).isEqualTo(3);
        assertThat(IndexSection.ofSize(2, "s", B, 1, MAGIC).blocks()).isZero();
        assertThat(none.inIndex("j", 4, 9)).isEqualTo(new IndexSection(2, "s", "j", B, BASE, 0,
                new IndexSection.Part(4, 9), MAGIC));
    }

    @Test
    void whatIsNoSectionOrOfAnotherVersionIsRefused() {
        byte[] good = section(2, BASE, 1, 0, 1).encode();
        assertThatThrownBy(() -> decode(changed(good, 0, 0))).isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> decode(changed(good, 4, 0))).isInstanceOf(UnsupportedVersionException.class);
        assertThatThrownBy(() -> decode(changed(good, 4, 3))).isInstanceOf(UnsupportedVersionException.class);
        assertThatThrownBy(() -> decode(changed(good, 136, 1000))).hasMessageContaining("block size of 1000");
        assertThatThrownBy(() -> decode(changed(good, 156, 0))).hasMessageContaining("without a bucket magic");
    }

    private static byte[] changed(byte[] sector, int at, int value) {
        byte[] other = sector.clone();
        ByteBuffer.wrap(other).putInt(at, value);
        return other;
    }

    private static void decode(byte[] sector) throws IOException {
        var unused = IndexSection.decode(ByteBuffer.wrap(sector), 1L << 40, "x");
    }

    @Test
    void aBucketHoldsNoMoreThanFits() throws IOException {
        IndexSection first = section(1, BASE, 1, 0, 1);
        IndexSection second = section(2, BASE, 1, 0, 1);
        assertThat(IndexBucket.capacity(B)).isEqualTo(215);
        ByteBuffer block = ByteBuffer.allocate(B + 10).position(10);
        IndexBucket.putHeader(block, 10, 215, second);
        assertThat(IndexBucket.view(block, second, "x").count()).isEqualTo(215);
        IndexBucket.putHeader(block, 10, 216, second);
        assertThatThrownBy(() -> IndexBucket.view(block, second, "x")).isInstanceOf(CorruptException.class)
                .hasMessage("x: bucket claims 216 entries; 215 fit");
        IndexBucket.putHeader(block, 10, 3, first);
        assertThat(IndexBucket.view(block, second, "x").count()).as("of another section").isZero();
        assertThat(IndexBucket.view(block, first, "x").count()).isEqualTo(3);
        assertThat(IndexBucket.positionOf(2)).isEqualTo(6 + 2 * 38);
    }

    @ParameterizedTest
    @CsvSource({"0, 128, false", "1, 16, true", "32, 16, true", "33, 16, false", "1, 8, false", "1, 24, false",
        "1, 536870912, true", "1, 1073741824, false"})
    void aFilterHasUpTo32HashesAndHalfAGibibyte(int hashes, int size, boolean possible) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(16).putInt(0, 0xB1004EAD).putInt(4, 1).putInt(8, hashes)
                .putInt(12, size);
        if (possible) {
            BloomFilter filter = new BloomFilter(hashes, size);
            assertThat(filter.encode()).isEqualTo(bytes.array());
            assertThat(BloomFilter.decode(bytes, size, "x")).isEqualTo(filter);
            assertThatThrownBy(() -> BloomFilter.decode(bytes, size - 1L, "x")).isInstanceOf(CorruptException.class);
            ByteBuffer unfinished = ByteBuffer.wrap(filter.encodeUnfinished());
            assertThat(BloomFilter.isUnfinished(unfinished)).isTrue();
            assertThat(BloomFilter.decodeAtAnyStage(unfinished, size, "x")).isEqualTo(filter);
            assertThatThrownBy(() -> BloomFilter.decode(unfinished, size, "x")).hasMessageContaining("did not finish");
        } else {
            assertThatIllegalArgumentException().isThrownBy(() -> new BloomFilter(hashes, size));
            assertThatThrownBy(() -> BloomFilter.decode(bytes, 1L << 40, "x")).isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void aProbeFallsIntoTheFilterAndNotOnItsHeaderUnlessItIsClamped() {
        BloomFilter filter = new BloomFilter(4, 32);
        assertThat(filter.bitOf(0)).isEqualTo(128);
        assertThat(filter.bitOf(128)).isEqualTo(128);
        assertThat(filter.bitOf(255)).isEqualTo(255);
        assertThat(filter.bitOf(256)).isZero();
        assertThat(filter.bitOf(-1)).isEqualTo(255);
    }

    @ParameterizedTest
    @CsvSource({"1, 4294967296, 4294967295", "2, 2147483648, 2147483647", "3, 1431655766, 1431655765"})
    void bucketsShareTheScores(long buckets, long div, long lastOfTheFirst) throws IOException {
        BucketArithmetic arithmetic = BucketArithmetic.of(buckets, "x");
        assertThat(arithmetic.div()).isEqualTo(div);
        assertThat(arithmetic.bucketOf((int) lastOfTheFirst)).isZero();
        assertThat(arithmetic.bucketOf(-1)).isEqualTo(buckets - 1);
    }

    @Test
    void numbersOfBucketsThatNoFormatterMakesAreRefused() {
        for (long buckets : new long[] {0, -1, 1L << 32, 3_000_000_000L}) {
            assertThatThrownBy(() -> BucketArithmetic.of(buckets, "x")).as("%d", buckets)
                    .isInstanceOf(CorruptException.class);
        }
    }

    @Test
    void sectionsThatAreTooUnlikeOrHaveNoRoomAreRefused() throws IOException {
        assertThatThrownBy(() -> BucketArithmetic.spread("i", List.of())).isInstanceOf(RefusedException.class);
        IndexSection room = section(2, BASE, 1, 0, 0);
        assertThatThrownBy(() -> BucketArithmetic.spread("i", List.of(room, section(2, BASE, 0, 0, 0))))
                .isInstanceOf(RefusedException.class);
        assertThat(BucketArithmetic.spread("i", List.of(room)).get(0).stop()).isEqualTo(1);
        List<IndexSection> spread = BucketArithmetic.spread("i",
                List.of(section(2, BASE, 60_000, 0, 0), section(2, BASE, 70_000, 0, 0)));
        assertThat(spread.get(0).start()).isZero();
        assertThat(spread.get(0).stop()).isEqualTo(spread.get(1).start()).isLessThanOrEqualTo(60_000);
        assertThat(spread.get(1).stop()).isLessThanOrEqualTo(130_000);
        assertThat(BucketArithmetic.of(spread.get(1).stop(), "x").buckets()).isEqualTo(spread.get(1).stop());
        assertThatThrownBy(() -> BucketArithmetic.spread("i", List.of(section(2, BASE, 1, 0, 0),
                section(2, BASE, 3_000_000, 0, 0)))).isInstanceOf(RefusedException.class)
                .hasMessageContaining("too unlike");
    }

    @Test
    void aMapComesBackAtAnyStage() throws IOException {
        IndexMap map = new IndexMap("i", B, new ArenaMap(List.of(new ArenaMap.Range("s", 0, 9))),
                new ArenaMap(List.of(new ArenaMap.Range("a", IndexMap.FIRST_ADDRESS, IndexMap.FIRST_ADDRESS + 5))));
        int length = map.encode(1000, "x").length;
        assertThat(length).isEqualTo(1000);
        assertThat(IndexMap.decode(map.encode(1000, "x"), "x")).isEqualTo(map);
        assertThat(map.buckets()).isEqualTo(9);
        assertThat(new IndexMap("i", B, new ArenaMap(List.of()), new ArenaMap(List.of())).buckets()).isZero();
        byte[] unfinished = map.encodeUnfinished(1000, "x");
        assertThat(IndexMap.isUnfinished(unfinished)).isTrue();
        assertThat(IndexMap.decodeAtAnyStage(unfinished, "x")).isEqualTo(map);
        assertThatThrownBy(() -> IndexMap.decode(unfinished, "x")).hasMessageContaining("did not finish");
        int text = new String(map.encode(1000, "x"), StandardCharsets.ISO_8859_1).indexOf('\0');
        assertThat(map.encode(text + 1, "x")).hasSize(text + 1);
        assertThatThrownBy(() -> map.encode(text, "x")).isInstanceOf(RefusedException.class)
                .hasMessageContaining("needs %d bytes, a section keeps %d".formatted(text + 1, text));
    }

    @ParameterizedTest
    @CsvSource({"'venti index configuration,1,i,8192,0,0,', true", "'venti index,1,i,8192,0,0,', false",
        "'venti index configuration,2,i,8192,0,0,', false", "'venti index configuration,1,i,x,0,0,', false",
        "'venti index configuration,1,i,8192,0,', false", "'venti index configuration,1,i,123456,0,0,', false",
        "'', false"})
    void aTextIsAMapOrIsRefused(String lines, boolean map) throws IOException {
        byte[] text = lines.replace(',', '\n').getBytes(StandardCharsets.ISO_8859_1);
        if (map) {
            assertThat(IndexMap.decode(text, "x").name()).isEqualTo("i");
        } else {
            assertThatThrownBy(() -> IndexMap.decode(text, "x")).isInstanceOf(CorruptException.class)
                    .hasMessageStartingWith("x: ");
        }
    }
}
