package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Arrays;
import org.arenavault.io.SparseStorage;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.PartitionHeader;
import org.junit.jupiter.api.Test;

/** What lies on a disk is found before the disk is begun: at its ends wherever it is, elsewhere by what is large. */
class BlankCheckTest {

    private static final long LARGE = 4_000_000_000L;
    private static final int CHUNK = 64 * 1024;

    private static SparseStorage with(long size, long at) throws IOException {
        SparseStorage storage = new SparseStorage(size);
        storage.write(at, new byte[] {1});
        return storage;
    }

    @Test
    void aDiskOfZerosIsBlank() throws IOException {
        assertThat(BlankCheck.obstacle(new SparseStorage(LARGE))).isEmpty();
        long least = PartitionLayout.arenaBase(ArenaFormat.DEFAULT_BLOCK_SIZE) + ArenaFormat.MIN_ARENA_SIZE;
        assertThat(BlankCheck.obstacle(new SparseStorage(least))).isEmpty();
        assertThat(BlankCheck.obstacle(new SparseStorage(least - 1)).orElseThrow())
                .isEqualTo("too small: %d bytes".formatted(least - 1));
    }

    @Test
    void anyByteOfTheFirstAndLastMegabytesIsFound() throws IOException {
        for (long size : new long[] {LARGE, LARGE + 1, 20 << 20}) {
            for (long at : new long[] {0, 511, 512, CHUNK, (8 << 20) - 1, size - (8 << 20), size - (8 << 20) + CHUNK,
                size - CHUNK - 1, size - 1}) {
                assertThat(BlankCheck.obstacle(with(size, at)).orElseThrow()).as("byte %d of %d", at, size)
                        .startsWith("holds data at byte %d that".formatted(at));
            }
        }
        for (long at = 8 << 20; at < 12 << 20; at += 1_234_567) {
            assertThat(BlankCheck.obstacle(with(20 << 20, at))).as("byte %d of a small disk", at).isPresent();
        }
    }

    @Test
    void aThousandthOfTheRestIsFoundWhereverItLies() throws IOException {
        for (long at = 9 << 20; at < LARGE - (16 << 20); at += 371_234_567) {
            SparseStorage storage = new SparseStorage(LARGE);
            storage.write(at, filled((int) (LARGE / 1000)));
            assertThat(BlankCheck.obstacle(storage)).as("at %d", at).isPresent();
        }
    }

    private static byte[] filled(int length) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) 1);
        return bytes;
    }

    @Test
    void aBootSectorIsNoObstacleAndWhatFollowsTheBlankAreaIs() throws IOException {
        SparseStorage storage = with(LARGE, 100);
        storage.write(510, new byte[] {0x55, (byte) 0xAA});
        assertThat(BlankCheck.obstacle(storage)).isEmpty();
        storage.write(ArenaPartitionMedium.LABEL_AT, new byte[] {1});
        assertThat(BlankCheck.obstacle(storage)).isPresent();
        assertThat(BlankCheck.obstacleBesidesLabel(storage)).isEmpty();
        storage.write(ArenaPartitionMedium.LABEL_AT + CHUNK, new byte[] {1});
        assertThat(BlankCheck.obstacleBesidesLabel(storage)).isPresent();
        for (byte[] other : new byte[][] {{0x55, 0}, {0, (byte) 0xAA}}) {
            SparseStorage none = new SparseStorage(LARGE);
            none.write(510, other);
            assertThat(BlankCheck.obstacle(none)).isPresent();
        }
    }

    @Test
    void anArenaPartitionIsPerhapsTheVentisOwn() throws IOException {
        SparseStorage storage = new SparseStorage(LARGE);
        storage.write(ArenaFormat.BLANK, PartitionHeader.ofBlockSize(8192).encode());
        assertThat(BlankCheck.obstacle(storage).orElseThrow())
                .contains("an arena partition without Arenavault's label");
        assertThat(BlankCheck.obstacleBesidesLabel(storage)).isPresent();
    }
}
