package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.junit.jupiter.api.Test;

/** What is cut off before storing can be put back on reading. */
class ZeroTruncationTest {

    private static final BlockType POINTER = BlockType.ofTree(false, 2);

    private static byte[] zeroScores(int count, int slop) {
        byte[] block = new byte[count * Score.SIZE + slop];
        for (int i = 0; i < count; i++) {
            System.arraycopy(Score.ZERO.toBytes(), 0, block, i * Score.SIZE, Score.SIZE);
        }
        return block;
    }

    @Test
    void dataLosesItsTrailingZeros() {
        assertThat(ZeroTruncation.truncate(BlockType.DATA, new byte[] {0, 1, 0, 0})).containsExactly(0, 1);
        assertThat(ZeroTruncation.truncate(BlockType.DIRECTORY, new byte[8192])).isEmpty();
    }

    @Test
    void pointerBlocksLoseTrailingZeroScoresAndWhatIsNoWholeScore() {
        assertThat(ZeroTruncation.truncate(POINTER, zeroScores(5, 12))).isEmpty();
        byte[] block = zeroScores(5, 12);
        block[45] ^= 1;
        assertThat(ZeroTruncation.truncate(POINTER, block)).isEqualTo(Arrays.copyOf(block, 60));
    }

    @Test
    void aRootIsCutToItsSize() {
        assertThat(ZeroTruncation.truncate(BlockType.ROOT, new byte[512])).hasSize(300);
        assertThat(ZeroTruncation.truncate(BlockType.ROOT, new byte[20])).hasSize(20);
    }

    @Test
    void nothingButZerosOrZeroScoresIsCutOff() {
        for (int seed = 0; seed < 500; seed++) {
            Random random = new Random(seed);
            boolean pointers = random.nextBoolean();
            byte[] block = zeroScores(random.nextInt(20), 0);
            if (!pointers || random.nextInt(3) == 0) {
                random.nextBytes(block);
                Arrays.fill(block, block.length - random.nextInt(block.length + 1), block.length, (byte) 0);
            }
            BlockType type = pointers ? POINTER : BlockType.DATA;
            byte[] stored = ZeroTruncation.truncate(type, block);
            byte[] rest = pointers ? zeroScores((block.length - stored.length) / Score.SIZE, 0)
                    : new byte[block.length - stored.length];
            byte[] extended = Arrays.copyOf(stored, block.length);
            System.arraycopy(rest, 0, extended, stored.length, rest.length);
            assertThat(extended).as("seed %d", seed).isEqualTo(block);
        }
    }
}
