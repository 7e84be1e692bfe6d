package org.arenavault.venti.format;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;

/**
 * How scores spread over the buckets of an index (venti-format 6.3): the first 32 bits of the score divided by
 * {@code div}.
 *
 * @param buckets number of buckets in use
 * @param div how many values of the first 32 bits share one
 */
public record BucketArithmetic(long buckets, long div) {

    private static final long SCORES = 1L << 32;
    private static final long MIN_DIV = 100;

    /**
     * The arithmetic of an index that has {@code buckets} buckets.
     *
     * @throws CorruptException if no formatter would have come to that number
     */
    public static BucketArithmetic of(long buckets, String where) throws CorruptException {
        if (buckets < 1 || buckets >= SCORES) {
            throw new CorruptException("%s: an index of %d buckets".formatted(where, buckets));
        }
        long div = (SCORES + buckets - 1) / buckets;
        if ((SCORES - 1) / div + 1 != buckets) {
            throw new CorruptException("%s: %d is no number of buckets that scores spread over evenly"
                    .formatted(where, buckets));
        }
        return new BucketArithmetic(buckets, div);
    }

    /**
     * Spreads the buckets of a new index over its sections, as {@code fmtindex} does.
     *
     * @return the same sections, each with its range of buckets
     * @throws RefusedException if there is no room for a bucket, or the sections are too unlike in size
     */
    public static List<IndexSection> spread(String index, List<IndexSection> sections) throws RefusedException {
        if (sections.isEmpty() || sections.stream().anyMatch(section -> section.blocks() < 1)) {
            throw new RefusedException("index %s: no section, or one without room for a bucket".formatted(index));
        }
        long room = Math.min(sections.stream().mapToLong(IndexSection::blocks).sum(), SCORES - 1);
        long div = (SCORES + room - 1) / room;
        if (div < MIN_DIV) {
            div = MIN_DIV;
            room = (SCORES - 1) / (MIN_DIV - 1);
        }
        long used = (SCORES - 1) / div + 1;
        long spare = (room - used) / sections.size();
        List<IndexSection> spread = new ArrayList<>();
        long at = 0;
        for (IndexSection section : sections) {
            boolean last = spread.size() == sections.size() - 1;
            long stop = last ? used : at + section.blocks() - spare;
            if (stop < at || stop > used || stop - at > section.blocks()) {
                throw new RefusedException("index %s: section %s is too unlike the others in size"
                        .formatted(index, section.name()));
            }
            spread.add(section.inIndex(index, at, stop));
            at = stop;
        }
        return spread;
    }

    /** The bucket of a score that begins with these 32 bits. */
    public long bucketOf(int firstBits) {
        return (firstBits & 0xFFFF_FFFFL) / div;
    }
}
