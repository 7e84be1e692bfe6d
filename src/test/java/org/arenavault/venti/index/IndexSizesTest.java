package org.arenavault.venti.index;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** How large sections and filters must be. */
class IndexSizesTest {

    private static final long GIB = 1L << 30;

    @Test
    void aSectionIsATwentiethOfTheArenasOrRoomForTheEntriesAndFourMebibytesAtLeast() {
        assertThat(IndexSizes.sectionBytes(0, 0, 1)).isEqualTo(4 << 20);
        assertThat(IndexSizes.sectionBytes(1 << 20, 1000, 3)).isEqualTo(4 << 20);
        assertThat(IndexSizes.sectionBytes(100 * GIB, 1000, 1)).isBetween(5 * GIB, 5 * GIB + (1 << 20));
        long entries = (long) (20_000_000 * 38 / 0.6);
        assertThat(IndexSizes.sectionBytes(0, 20_000_000, 1)).isBetween(entries, entries + (1 << 20));
        assertThat(IndexSizes.sectionBytes(0, 20_000_000, 4)).isBetween(entries / 4, entries / 4 + (1 << 20));
    }

    @Test
    void aSectionOfThatSizeDoesNotLookTight() {
        for (long clumps = 1000; clumps < 4_000_000_000L; clumps *= 3) {
            long buckets = (IndexSizes.sectionBytes(0, clumps, 1) - 794624) / 8192;
            assertThat(IndexSizes.isTight(clumps, buckets, 8192)).as("%d clumps", clumps).isFalse();
        }
        assertThat(IndexSizes.isTight(150, 1, 8192)).isTrue();
        assertThat(IndexSizes.isTight(5, 1, 512)).isTrue();
    }

    @Test
    void aFilterHasRoomFor32HashesUpToItsLargestSize() {
        assertThat(IndexSizes.bloomBytes(0)).isEqualTo(1 << 20);
        assertThat(IndexSizes.bloomBytes(20_000_000)).isEqualTo(128 << 20);
        assertThat(IndexSizes.bloomBytes(90_000_000)).isEqualTo(512 << 20);
        assertThat(IndexSizes.bloomBytes(9_000_000_000L)).isEqualTo(512 << 20);
    }
}
