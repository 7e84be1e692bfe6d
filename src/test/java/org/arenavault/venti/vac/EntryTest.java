package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Entries, against the example of the specification and in every flag and size. */
class EntryTest {

    private static final String EXAMPLE =
            "00000000" + "1ff4" + "2000" + "25" + "0000000000" + "0000000493e0" + "ac254718".repeat(5);

    private static byte[] bytes(Entry entry) {
        byte[] bytes = new byte[Entry.SIZE];
        entry.encode(ByteBuffer.wrap(bytes), 0);
        return bytes;
    }

    @Test
    void decodesTheExampleAndEncodesItAgain() throws CorruptException {
        byte[] example = HexFormat.of().parseHex(EXAMPLE);

        Entry entry = Entry.decode(example, 0, "test");

        assertThat(entry.psize()).isEqualTo(8180);
        assertThat(entry.dsize()).isEqualTo(8192);
        assertThat(entry.isActive()).isTrue();
        assertThat(entry.isDirectory()).isFalse();
        assertThat(entry.flags() & Entry.LOCAL).isEqualTo(Entry.LOCAL);
        assertThat(entry.depth()).isEqualTo(1);
        assertThat(entry.type()).isEqualTo(BlockType.ofTree(false, 1));
        assertThat(entry.size()).isEqualTo(300_000);
        assertThat(entry.blocks()).isEqualTo(37);
        assertThat(entry.reachesItsSize()).isTrue();
        assertThat(bytes(entry)).isEqualTo(example);
    }

    @Test
    void anEntryThatLostZerosAtItsEndIsWhole() throws CorruptException {
        Entry entry = new Entry(1, 8180, 8192, Entry.ACTIVE, 5, Score.NONE);
        byte[] block = Arrays.copyOf(bytes(entry), 20);

        assertThat(Entry.decode(block, 0, "test")).isEqualTo(entry);
    }

    @Test
    void behindTheEndOfTheBlockThereAreHoles() throws CorruptException {
        assertThat(Entry.decode(new byte[0], 0, "test")).isEqualTo(Entry.HOLE);
        assertThat(Entry.decode(new byte[40], 1000, "test").isActive()).isFalse();
    }

    @Test
    void anInactiveEntryMeansNothingWhateverItHolds() throws CorruptException {
        byte[] noise = new byte[Entry.SIZE];
        Arrays.fill(noise, (byte) 0xFE);
        assertThat(Entry.decode(noise, 0, "test")).isEqualTo(Entry.HOLE);
    }

    @Test
    void theEmptyEntryOfOldArchivesHasBlocksOf4096Bytes() throws CorruptException {
        Entry entry = Entry.decode(bytes(new Entry(0, 0, 0, Entry.ACTIVE, 0, Score.ZERO)), 0, "test");
        assertThat(entry.psize()).isEqualTo(4096);
        assertThat(entry.dsize()).isEqualTo(4096);
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "255, 8192", "8180, 255", "0, 8192"})
    void refusesImpossibleBlockSizes(int psize, int dsize) {
        byte[] bytes = bytes(new Entry(0, psize, dsize, Entry.ACTIVE, 0, Score.NONE));
        assertThatThrownBy(() -> Entry.decode(bytes, 0, "here")).isInstanceOf(CorruptException.class)
                .hasMessageStartingWith("here: entry 0 has pointer blocks of " + psize);
    }

    @Test
    void refusesABlockSizeThatWouldFillTheMemory() {
        byte[] bytes = HexFormat.of().parseHex("00000000" + "ffff" + "ffff" + "41" + "00".repeat(31));
        assertThatThrownBy(() -> Entry.decode(bytes, 0, "here")).isInstanceOf(CorruptException.class);
    }

    @ParameterizedTest
    @CsvSource({"65536, 8006", "131072, 8007", "1048576, 800a", "65600, 8026"})
    void sizesFrom64KiBAreFloats(int size, String code) throws CorruptException {
        Entry entry = new Entry(0, 8192, size, Entry.ACTIVE, 0, Score.NONE);
        byte[] bytes = bytes(entry);
        assertThat(HexFormat.of().formatHex(bytes, 6, 8)).isEqualTo(code);
        assertThat(bytes[8]).isEqualTo((byte) 0x41);
        assertThat(Entry.decode(bytes, 0, "test")).isEqualTo(entry);
    }

    @Test
    void aSizeWithoutAnExactFormIsNotWritten() {
        assertThatThrownBy(() -> bytes(new Entry(0, 8192, 65537, Entry.ACTIVE, 0, Score.NONE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0, 0, true", "8192, 0, true", "8193, 0, false", "8193, 1, true", "3350528, 1, true",
        "3350529, 1, false", "3350529, 2, true", "281474976710655, 7, true"})
    void depthMustReachTheSize(long size, int depth, boolean reaches) {
        int flags = Entry.flags(BlockType.ofTree(false, depth));
        assertThat(new Entry(0, 8180, 8192, flags, size, Score.ZERO).reachesItsSize()).isEqualTo(reaches);
    }

    @Test
    void whatIsEncodedComesBack() throws CorruptException {
        for (int seed = 0; seed < 1000; seed++) {
            Random random = new Random(seed);
            byte[] score = new byte[20];
            random.nextBytes(score);
            int flags = Entry.flags(BlockType.ofTree(random.nextBoolean(), random.nextInt(8)))
                    | (random.nextBoolean() ? Entry.LOCAL : 0) | (random.nextBoolean() ? Entry.NO_ARCHIVE : 0);
            Entry entry = new Entry(random.nextInt() & 0xFFFF_FFFFL, 256 + random.nextInt(65000),
                    256 + random.nextInt(65000), flags, random.nextLong(1L << 48), Score.of(score));
            assertThat(Entry.decode(bytes(entry), 0, "test")).as("seed %d", seed).isEqualTo(entry);
        }
    }
}
