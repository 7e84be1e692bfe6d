package org.arenavault.venti.index;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.arenavault.venti.format.BucketArithmetic;

/** All buckets of an index, cut into ranges of neighbours within one section. */
final class BucketRanges {

    private static final long ALL_SCORES = 1L << 32;
    private static final int TABLE_BITS = 16;

    /**
     * Neighbouring buckets of one section.
     *
     * @param first number of the first bucket, in the numbering of the whole index
     * @param buckets how many
     */
    record Range(Section section, long first, int buckets) {

        /** Offset of the first in its section. */
        long offset() {
            return section.header().bucketOffset(first);
        }

        /** Bytes that they take. */
        long bytes() {
            return (long) buckets * section.header().blockSize();
        }
    }

    private final List<Range> ranges = new ArrayList<>();
    /** By range: the first 32 bits of the lowest score that belongs to it; behind the last, 2^32. */
    private final long[] lowestScores;
    /** By the first 16 bits of a score: the range of the lowest such score. */
    private final int[] table = new int[1 << TABLE_BITS];

    private BucketRanges(List<Section> sections, BucketArithmetic arithmetic, int buckets) {
        for (Section section : sections) {
            long stop = section.header().stop();
            for (long first = section.header().start(); first < stop; first += buckets) {
                ranges.add(new Range(section, first, (int) Math.min(buckets, stop - first)));
            }
        }
        lowestScores = new long[ranges.size() + 1];
        Arrays.setAll(lowestScores, i -> i < ranges.size() ? ranges.get(i).first() * arithmetic.div() : ALL_SCORES);
        int range = 0;
        for (int i = 0; i < table.length; i++) {
            while (lowestScores[range + 1] <= (long) i << TABLE_BITS) {
                range++;
            }
            table[i] = range;
        }
    }

    /** Ranges of up to {@code bytes} bytes, and of one bucket at least. */
    static BucketRanges ofBytes(IndexLayout layout, long bytes) {
        long buckets = Math.max(1, Math.min(bytes / layout.blockSize(), Integer.MAX_VALUE));
        return new BucketRanges(layout.sections(), layout.arithmetic(), (int) buckets);
    }

    int count() {
        return ranges.size();
    }

    Range get(int range) {
        return ranges.get(range);
    }

    /** The range of a score that begins with these 32 bits. */
    int of(int firstBits) {
        long score = firstBits & 0xFFFF_FFFFL;
        int range = table[firstBits >>> TABLE_BITS];
        while (lowestScores[range + 1] <= score) {
            range++;
        }
        return range;
    }
}
