package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class RecordedBlocksTest {

    private static final int SIZE = 200;

    @Test
    void rangesThatTouchBecomeOne() {
        RecordedBlocks extents = new RecordedBlocks();
        extents.add(10, 5);
        extents.add(20, 5);
        extents.add(15, 5);
        assertThat(extents.ranges()).isEqualTo(Map.of(10L, 25L));
        assertThat(extents.firstMissing(10)).isEqualTo(25);
        assertThat(extents.firstMissing(9)).isEqualTo(9);
    }

    @Test
    void sequentialWritesStayOneRange() {
        RecordedBlocks extents = new RecordedBlocks();
        for (int i = 0; i < 10_000; i++) {
            extents.add(32L * i, 32);
        }
        assertThat(extents.ranges()).hasSize(1);
    }

    @Test
    void behavesAsABitSetWould() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 300; round++) {
            RecordedBlocks extents = new RecordedBlocks();
            BitSet model = new BitSet();
            for (int step = 0; step < 30; step++) {
                int start = random.nextInt(SIZE);
                int count = random.nextInt(20);
                extents.add(start, count);
                model.set(start, start + count);
                int from = random.nextInt(SIZE);
                assertThat(extents.firstMissing(from)).as("seed %d", seed).isEqualTo(model.nextClearBit(from));
            }
            long previous = -1;
            for (Map.Entry<Long, Long> range : extents.ranges().entrySet()) {
                assertThat(range.getKey()).as("seed %d", seed).isGreaterThan(previous).isLessThan(range.getValue());
                previous = range.getValue();
            }
        }
    }
}
