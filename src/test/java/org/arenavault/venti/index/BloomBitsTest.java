package org.arenavault.venti.index;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.BloomFilter;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** The filter's bits against the format's own words. */
class BloomBitsTest {

    /** True if all bits of a score behind the header are set, by the definition of venti-format 7.2. */
    static boolean isMarked(byte[] filter, Score score) {
        ByteBuffer words = ByteBuffer.wrap(score.toBytes()).order(ByteOrder.LITTLE_ENDIAN);
        int hashes = ByteBuffer.wrap(filter).getInt(8);
        long size = ByteBuffer.wrap(filter).getInt(12);
        long a = (words.getInt(4) ^ words.getInt(12)) & 0xFFFF_FFFFL;
        long b = (words.getInt(8) ^ words.getInt(16)) & 0xFFFF_FFFFL;
        for (int i = 0; i < hashes; i++) {
            long x = Math.max(128, (a + i * b) % (1L << 32));
            long y = x & (size * 8 - 1);
            if (y >= 128 && (filter[(int) (y >> 3)] >> (y & 7) & 1) == 0) {
                return false;
            }
        }
        return true;
    }

    private static byte[] scores(int count, long seed) {
        byte[] scores = new byte[count * Score.SIZE];
        new Random(seed).nextBytes(scores);
        return scores;
    }

    private static byte[] written(BloomFilter filter, byte[] scores, int threads) throws IOException {
        MemoryStorage storage = new MemoryStorage(filter.size());
        try (BloomBits bits = BloomBits.empty(filter)) {
            int share = scores.length / Score.SIZE / threads;
            Workers.run(threads, StopSignal.NEVER, (worker, stop) -> {
                BloomBits.Marker marker = bits.marker();
                for (int i = worker * share; i < (worker + 1) * share; i++) {
                    marker.mark(scores, i * Score.SIZE);
                }
                marker.flush();
            });
            bits.complete();
            bits.write(storage, Progress.SILENT.begin("", 0));
        }
        storage.write(0, filter.encode());
        return storage.read(0, filter.size());
    }

    @Test
    void allBitsOfEveryScoreAreSetAndNoOthers() throws IOException {
        for (int size : new int[] {512, 4096, 1 << 18, 1 << 19, 1 << 20, 1 << 22}) {
            for (int hashes : new int[] {1, 8, 32}) {
                BloomFilter filter = new BloomFilter(hashes, size);
                byte[] scores = scores(300, size + hashes);
                byte[] expected = filter.encode();
                expected = Arrays.copyOf(expected, size);
                for (int i = 0; i < 300; i++) {
                    int probe = BloomFilter.firstProbe(scores, i * Score.SIZE);
                    for (int j = 0; j < hashes; j++) {
                        long bit = filter.bitOf(probe);
                        if (bit >= 128) {
                            expected[(int) (bit >> 3)] |= (byte) (1 << (bit & 7));
                        }
                        probe += BloomFilter.probeStep(scores, i * Score.SIZE);
                    }
                }
                assertThat(written(filter, scores, 1)).as("%d bytes, %d hashes", size, hashes).isEqualTo(expected);
            }
        }
    }

    @Test
    void severalThreadsLoseNoBit() throws IOException {
        BloomFilter filter = new BloomFilter(32, 1 << 20);
        byte[] scores = scores(24_000, 2);
        assertThat(written(filter, scores, 4)).isEqualTo(written(filter, scores, 1));
    }

    @Test
    void probesOfTheHeaderAreNotWritten() throws IOException {
        BloomFilter filter = new BloomFilter(1, 512);
        byte[] score = new byte[Score.SIZE];
        // the first probe is 4096 + 7: above 128, but masked down into the header
        ByteBuffer.wrap(score).order(ByteOrder.LITTLE_ENDIAN).putInt(4, 4096 + 7);
        byte[] bytes = written(filter, score, 1);
        assertThat(bytes).startsWith(filter.encode());
        for (int i = BloomFilter.HEADER; i < bytes.length; i++) {
            assertThat(bytes[i]).isZero();
        }
        assertThat(isMarked(bytes, Score.of(score))).as("counts as set").isTrue();
    }

    @Test
    void missingAndExtraBitsAreTold() throws IOException {
        BloomFilter filter = new BloomFilter(32, 1 << 20);
        byte[] scores = scores(100, 5);
        MemoryStorage storage = new MemoryStorage(written(filter, scores, 1));
        storage.flip(900_000, 3);
        int byteOf = 0;
        byte[] bytes = storage.read(0, filter.size());
        for (int i = BloomFilter.HEADER; byteOf == 0; i++) {
            byteOf = bytes[i] == 0 ? 0 : i;
        }
        storage.flip(byteOf, Integer.numberOfTrailingZeros(bytes[byteOf]));
        try (BloomBits bits = BloomBits.empty(filter)) {
            BloomBits.Marker marker = bits.marker();
            for (int i = 0; i < 100; i++) {
                marker.mark(scores, i * Score.SIZE);
            }
            marker.flush();
            bits.complete();
            BloomBits.Difference difference = bits.keepMissing(storage, Progress.SILENT.begin("", 0));
            assertThat(difference.missing()).isEqualTo(1);
            assertThat(difference.extra()).isEqualTo(1);
            int lacking = 0;
            for (int i = 0; i < 100; i++) {
                lacking += bits.holdsAny(scores, i * Score.SIZE) ? 1 : 0;
            }
            assertThat(lacking).isEqualTo(1);
        }
    }
}
