package org.arenavault.venti.vac;

/**
 * How a tree is walked.
 *
 * @param threads threads that read at the same time, the caller's included; more than one needs a source that
 *     allows it
 * @param data what is done with blocks of data
 * @param memory bytes for remembering what was seen: three quarters for the blocks that have others below them, 32
 *     to 63 bytes each, the rest for the data blocks seen lately, 20 bytes each; a tree with more of the former is
 *     refused, of the latter there may be any number
 * @param gapLimit the walk ends early once it has found so many missing blocks
 * @param known subtrees that need no walk
 */
public record WalkOptions(int threads, Data data, long memory, int gapLimit, KnownSubtrees known) {

    /** What is done with blocks of data, which are most of a tree. */
    public enum Data {
        /** The source is asked whether it has them. */
        PROBE,
        /** They are read, and so checked. */
        READ
    }

    private static final long DEFAULT_MEMORY = 256L << 20;
    private static final int DEFAULT_GAP_LIMIT = 100_000;

    /** One thread, a quarter of the heap but at most 256 MiB of memory: room for six million directory blocks. */
    public static final WalkOptions STRUCTURE = new WalkOptions(1, Data.PROBE,
            Math.min(DEFAULT_MEMORY, Runtime.getRuntime().maxMemory() / 4), DEFAULT_GAP_LIMIT, KnownSubtrees.NONE);

    /** The same, reading blocks of data as well. */
    public static final WalkOptions FULL = STRUCTURE.with(Data.READ);

    /** The same with so many threads. */
    public WalkOptions with(int other) {
        return new WalkOptions(other, data, memory, gapLimit, known);
    }

    /** The same with another treatment of data. */
    public WalkOptions with(Data other) {
        return new WalkOptions(threads, other, memory, gapLimit, known);
    }

    /** The same with other knowledge. */
    public WalkOptions with(KnownSubtrees other) {
        return new WalkOptions(threads, data, memory, gapLimit, other);
    }
}
