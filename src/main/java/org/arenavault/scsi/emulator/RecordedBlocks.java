package org.arenavault.scsi.emulator;

import java.util.Map;
import java.util.TreeMap;

/** A set of block addresses as ranges; ranges that touch become one. */
final class RecordedBlocks {

    /** First address to the address behind the last. No two ranges touch. */
    private final TreeMap<Long, Long> ends = new TreeMap<>();

    /** Adds {@code count} addresses from {@code start} on. */
    void add(long start, long count) {
        if (count <= 0) {
            return;
        }
        long from = start;
        long to = start + count;
        Map.Entry<Long, Long> before = ends.floorEntry(from);
        if (before != null && before.getValue() >= from) {
            if (before.getValue() >= to) {
                return;
            }
            from = before.getKey();
        }
        for (Map.Entry<Long, Long> next = ends.higherEntry(from); next != null && next.getKey() <= to;
                next = ends.higherEntry(from)) {
            to = Math.max(to, next.getValue());
            ends.remove(next.getKey());
        }
        ends.put(from, to);
    }

    /** The first address at or behind {@code start} that is not in the set. */
    long firstMissing(long start) {
        Map.Entry<Long, Long> at = ends.floorEntry(start);
        return at != null && at.getValue() > start ? at.getValue() : start;
    }

    void clear() {
        ends.clear();
    }

    /** First addresses, and the addresses behind the last ones; in ascending order. Not to be changed. */
    Map<Long, Long> ranges() {
        return ends;
    }
}
