package org.arenavault.copy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Ranges that are merged. */
class RangeMapTest {

    @Test
    void rangesAreThoseOfASetOfBytes() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            RangeMap map = new RangeMap();
            BitSet bits = new BitSet();
            for (int i = 0; i < 30; i++) {
                int start = random.nextInt(100);
                int end = start + random.nextInt(10);
                map.add(new ByteRange(start, end));
                bits.set(start, end);
            }
            BitSet found = new BitSet();
            long last = -1;
            for (ByteRange range : map.ranges()) {
                assertThat(range.start()).as("seed %d", seed).isGreaterThan(last);
                last = range.end();
                found.set((int) range.start(), (int) range.end());
            }
            assertThat(found).as("seed %d", seed).isEqualTo(bits);
            assertThat(RangeMap.bytes(map.before(50))).isEqualTo(bits.get(0, 50).cardinality());
        }
    }
}
