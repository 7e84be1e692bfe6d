package org.arenavault.venti.index;

import java.util.Arrays;
import org.arenavault.venti.format.BucketArithmetic;

/**
 * Packed entries of one range of buckets, to be sorted: by bucket, in each by score, type and falling address.
 * The entries themselves stay where they are. One thread uses it, for one range after the other.
 */
final class EntryRun {

    /** A key is as much of the score as fits above the entry's number. */
    private static final int NUMBER_BITS = 24;
    private static final long NUMBER_MASK = (1L << NUMBER_BITS) - 1;
    private static final int KEY_BITS = Long.SIZE - 1 - NUMBER_BITS;

    private byte[] bytes = new byte[0];
    private long[] order = new long[0];
    private int[] ends = new int[0];
    private int buckets;

    /** Room for {@code length} bytes of entries, which the caller fills in. */
    byte[] room(int length) {
        if (length / PackedEntry.SIZE > NUMBER_MASK) {
            throw new IllegalArgumentException("a run of " + length + " bytes");
        }
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        return bytes;
    }

    /** The entries. */
    byte[] bytes() {
        return bytes;
    }

    /** Sorts the first {@code length} bytes, all entries of {@code range}. */
    void sort(int length, BucketRanges.Range range, BucketArithmetic arithmetic) {
        int count = length / PackedEntry.SIZE;
        buckets = range.buckets();
        if (order.length < count) {
            order = new long[count];
        }
        if (ends.length < buckets) {
            ends = new int[buckets];
        }
        distribute(count, range.first(), arithmetic);
        int from = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            Arrays.sort(order, from, ends[bucket]);
            settleTies(from, ends[bucket]);
            from = ends[bucket];
        }
    }

    /** Brings the keys of each bucket together. Afterwards {@code ends} says where each bucket ends. */
    private void distribute(int count, long firstBucket, BucketArithmetic arithmetic) {
        Arrays.fill(ends, 0, buckets, 0);
        for (int i = 0; i < count; i++) {
            ends[bucket(i, firstBucket, arithmetic)]++;
        }
        int sum = 0;
        for (int bucket = 0; bucket < buckets; bucket++) {
            int size = ends[bucket];
            ends[bucket] = sum;
            sum += size;
        }
        // within a bucket the first 32 bits differ by less than div
        int shift = Math.max(0, Integer.SIZE + Long.SIZE - Long.numberOfLeadingZeros(arithmetic.div()) - KEY_BITS);
        for (int i = 0; i < count; i++) {
            int bucket = bucket(i, firstBucket, arithmetic);
            long lowest = ((firstBucket + bucket) * arithmetic.div()) << Integer.SIZE;
            long key = (PackedEntry.u64(bytes, i * PackedEntry.SIZE) - lowest) >>> shift;
            order[ends[bucket]++] = (key << NUMBER_BITS) | i;
        }
    }

    private int bucket(int i, long firstBucket, BucketArithmetic arithmetic) {
        return (int) (arithmetic.bucketOf(PackedEntry.u32(bytes, i * PackedEntry.SIZE)) - firstBucket);
    }

    /** Keys are a part of the score only; where they are equal the entries themselves decide. */
    private void settleTies(int from, int to) {
        int first = from;
        for (int i = from + 1; i <= to; i++) {
            if (i == to || order[i] >>> NUMBER_BITS != order[first] >>> NUMBER_BITS) {
                if (i - first > 1) {
                    settle(first, i);
                }
                first = i;
            }
        }
    }

    private void settle(int from, int to) {
        Long[] tied = new Long[to - from];
        Arrays.setAll(tied, i -> order[from + i]);
        Arrays.sort(tied, (a, b) -> PackedEntry.compare(bytes, at(a), bytes, at(b)));
        for (int i = from; i < to; i++) {
            order[i] = tied[i - from];
        }
    }

    /** Where a bucket of the range begins, in the sorted order. */
    int start(int bucket) {
        return bucket == 0 ? 0 : ends[bucket - 1];
    }

    /** Where it ends. */
    int end(int bucket) {
        return ends[bucket];
    }

    /** Position in {@link #bytes} of the entry that is {@code i}-th in the sorted order. */
    int at(int i) {
        return at(order[i]);
    }

    private static int at(long entry) {
        return (int) (entry & NUMBER_MASK) * PackedEntry.SIZE;
    }
}
