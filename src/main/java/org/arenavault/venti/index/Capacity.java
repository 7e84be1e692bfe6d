package org.arenavault.venti.index;

import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.IndexBucket;

/**
 * How much an index has to take.
 *
 * @param clumps clumps in all directories, duplicates and corrupt ones included
 */
record Capacity(IndexLayout layout, long clumps) {

    /** The most entries of a bucket. */
    int ofBucket() {
        return IndexBucket.capacity(layout.blockSize());
    }

    /** True if a bucket may well overflow. */
    boolean isDoubtful() {
        return IndexSizes.isTight(clumps, layout.arithmetic().buckets(), layout.blockSize());
    }

    /** Says that the index is too small, and how large it must be. */
    RefusedException exceeded(String what) {
        return IndexSizes.tooSmall(layout, clumps, what);
    }
}
