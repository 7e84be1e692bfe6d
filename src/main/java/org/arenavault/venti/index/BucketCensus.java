package org.arenavault.venti.index;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.LongAdder;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.BucketArithmetic;
import org.arenavault.venti.format.ClumpInfo;

/** Counts how many entries each bucket would get, so that an overflow is found while the old index still stands. */
final class BucketCensus {

    private static final VarHandle COUNTS = MethodHandles.arrayElementVarHandle(short[].class);

    private final BucketArithmetic arithmetic;
    private final int capacity;
    /** By bucket, unsigned. Wraps in the hands of an enemy, but not before the bucket was found too full. */
    private final short[] counts;
    private final LongAdder overfull = new LongAdder();

    BucketCensus(Capacity capacity) {
        this.arithmetic = capacity.layout().arithmetic();
        this.capacity = capacity.ofBucket();
        this.counts = new short[Math.toIntExact(arithmetic.buckets())];
    }

    /** Counts what one thread sees. */
    ClumpVisitor visitor() {
        return (arena, directory, info, address) -> {
            if (BlockType.isLegalOnDisk(directory[info] & 0xFF)) {
                int bucket = (int) arithmetic.bucketOf(PackedEntry.u32(directory, info + ClumpInfo.SCORE_AT));
                if (((short) COUNTS.getAndAdd(counts, bucket, (short) 1) & 0xFFFF) == capacity) {
                    overfull.increment();
                }
            }
        };
    }

    /** Number of buckets that would get more entries than they take; duplicates count. */
    long overfull() {
        return overfull.sum();
    }
}
