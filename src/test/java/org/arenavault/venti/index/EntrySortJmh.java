package org.arenavault.venti.index;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.arenavault.venti.format.BucketArithmetic;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** Sorting the entries of a range of buckets, as the index builder does: 100,000 of 500 buckets. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EntrySortJmh {

    private static final int ENTRIES = 100_000;
    private static final int BUCKETS = 500;

    private final byte[] unsorted = new byte[ENTRIES * PackedEntry.SIZE];
    private final EntryRun run = new EntryRun();
    private final BucketArithmetic arithmetic = new BucketArithmetic(BUCKETS, (1L << 32) / BUCKETS + 1);
    private final BucketRanges.Range range = new BucketRanges.Range(null, 0, BUCKETS);

    /** Makes random scores. */
    @Setup
    public void prepare() {
        new Random(1).nextBytes(unsorted);
    }

    /** One run, copied in place first. */
    @Benchmark
    public int indexSort() {
        System.arraycopy(unsorted, 0, run.room(unsorted.length), 0, unsorted.length);
        run.sort(unsorted.length, range, arithmetic);
        return run.end(BUCKETS - 1);
    }
}
