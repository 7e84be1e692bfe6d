package org.arenavault.venti.index;

/**
 * What an index that was built holds.
 *
 * @param clumps clumps of all arenas that were entered
 * @param entries entries written
 * @param corrupt clumps of a corrupt type, which get none
 * @param duplicates clumps that have a like with a higher address, which has the entry
 * @param buckets number of buckets, all of them written
 * @param fullest entries of the fullest bucket
 * @param capacity the most entries of a bucket
 */
public record IndexFigures(long clumps, long entries, long corrupt, long duplicates, long buckets, int fullest,
                           int capacity) {

    /** How full it is, in percent. */
    public long fullPercent() {
        return 100 * entries / Math.max(1, buckets * capacity);
    }
}
