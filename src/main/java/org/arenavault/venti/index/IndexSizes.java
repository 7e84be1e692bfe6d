package org.arenavault.venti.index;

import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.BloomFilter;
import org.arenavault.venti.format.IndexBucket;
import org.arenavault.venti.format.IndexEntry;
import org.arenavault.venti.format.IndexSection;

/** How large an index and its filter must be. */
public final class IndexSizes {

    /** Bytes of a bucket in sections that we format. */
    public static final int BLOCK_SIZE = ArenaFormat.DEFAULT_BLOCK_SIZE;

    /** Rule of thumb of the format: a twentieth of the arenas. */
    private static final int ARENAS_PER_INDEX = 20;
    private static final double FILL = 0.6;
    private static final long SMALLEST_SECTION = 4 << 20;

    /** The stock formatter makes no smaller filter. */
    static final long SMALLEST_BLOOM = 1 << 20;
    private static final double BITS_PER_PROBE = 10.0 / 7;

    /** So many deviations above the mean, the fullest of millions of buckets is not to be expected. */
    private static final double DEVIATIONS = 7;

    private IndexSizes() {
    }

    /**
     * Bytes of each of {@code sections} equal section files: together 5 % of the arenas, or room for the entries
     * at a fill of 0.6, whichever is more, and header and map besides; each at least 4 MiB.
     *
     * @param arenaBytes bytes of all arenas
     * @param clumps clumps that the arenas hold; those to come are covered by the 5 %
     */
    public static long sectionBytes(long arenaBytes, long clumps, int sections) {
        long entries = (long) Math.ceil(clumps * (double) IndexEntry.SIZE / FILL);
        long buckets = Math.max(arenaBytes / ARENAS_PER_INDEX, entries) / sections + 1;
        long base = IndexSection.ofSize(2, "", BLOCK_SIZE, 0, 1).blockBase();
        return Math.max(base + ArenaFormat.roundUp(buckets, BLOCK_SIZE), SMALLEST_SECTION);
    }

    /** Bytes of a Bloom filter with 32 hashes that stays useful up to so many clumps: a power of two. */
    public static long bloomBytes(long clumps) {
        double bytes = clumps * BITS_PER_PROBE * BloomFilter.MAX_HASHES / Byte.SIZE;
        long size = SMALLEST_BLOOM;
        while (size < bytes && size < BloomFilter.MAX_SIZE) {
            size *= 2;
        }
        return size;
    }

    /** True if the fullest of {@code buckets} buckets may well overflow. */
    static boolean isTight(long entries, long buckets, int blockSize) {
        return (double) entries / buckets > safeMean(blockSize);
    }

    /** The mean m that keeps m + 7 sqrt(m) within a bucket; scores spread as a Poisson process would. */
    private static double safeMean(int blockSize) {
        double root = (Math.sqrt(DEVIATIONS * DEVIATIONS + 4.0 * IndexBucket.capacity(blockSize)) - DEVIATIONS) / 2;
        return root * root;
    }

    /** What to say of an index that is too small. */
    static RefusedException tooSmall(IndexLayout layout, long entries, String what) {
        int sections = layout.sections().size();
        long buckets = (long) Math.ceil(entries / safeMean(layout.blockSize()));
        long bytes = buckets * layout.blockSize() + sections * layout.sections().get(0).header().blockBase();
        return new RefusedException("index %s: too small: %s; make its %s at least %d bytes (%d entries, buckets of %d)"
                .formatted(layout.map().name(), what, sections == 1 ? "section" : sections + " sections together",
                        bytes, entries, layout.blockSize()));
    }
}
