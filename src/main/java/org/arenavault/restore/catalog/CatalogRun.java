package org.arenavault.restore.catalog;

import java.util.Arrays;

/** Entries in memory that are sorted a million at a time: 24 bytes each. */
final class CatalogRun {

    static final int MOST = 1 << 20;

    private static final long NUMBER = MOST - 1;

    private final long[] prefixes;
    private final long[] rests;
    private final long[] order;
    private int count;

    /** Room for so many, at most {@link #MOST}. */
    CatalogRun(int length) {
        this.prefixes = new long[length];
        this.rests = new long[length];
        this.order = new long[length];
    }

    void add(long prefix, long rest) {
        prefixes[count] = prefix;
        rests[count] = rest;
        count++;
    }

    boolean isFull() {
        return count == prefixes.length;
    }

    int count() {
        return count;
    }

    void clear() {
        count = 0;
    }

    /** Sorts; {@link #get} gives them in their order then. */
    void sort() {
        for (int i = 0; i < count; i++) {
            // signed order of the flipped prefix is the unsigned order of the prefix
            order[i] = ((prefixes[i] ^ Long.MIN_VALUE) & ~NUMBER) | i;
        }
        Arrays.sort(order, 0, count);
        int from = 0;
        for (int i = 1; i <= count; i++) {
            if (i == count || (order[i] & ~NUMBER) != (order[from] & ~NUMBER)) {
                sortAlike(from, i);
                from = i;
            }
        }
    }

    /** The few whose prefixes begin alike. */
    private void sortAlike(int from, int to) {
        if (to - from < 2) {
            return;
        }
        long[] sorted = Arrays.stream(order, from, to).boxed()
                .sorted((a, b) -> at((int) (a & NUMBER)).compareTo(at((int) (b & NUMBER))))
                .mapToLong(Long::longValue).toArray();
        System.arraycopy(sorted, 0, order, from, sorted.length);
    }

    private CatalogEntry at(int number) {
        return new CatalogEntry(prefixes[number], rests[number]);
    }

    CatalogEntry get(int i) {
        return at((int) (order[i] & NUMBER));
    }
}
