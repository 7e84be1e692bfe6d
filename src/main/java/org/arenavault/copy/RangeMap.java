package org.arenavault.copy;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Ranges of bytes, merged where they touch; the map of what was bad. */
final class RangeMap {

    private final TreeMap<Long, Long> endByStart = new TreeMap<>();

    RangeMap() {
    }

    RangeMap(List<ByteRange> ranges) {
        ranges.forEach(this::add);
    }

    void add(ByteRange range) {
        if (range.length() == 0) {
            return;
        }
        long start = range.start();
        long end = range.end();
        Map.Entry<Long, Long> near = endByStart.floorEntry(end);
        while (near != null && near.getValue() >= start) {
            start = Math.min(start, near.getKey());
            end = Math.max(end, near.getValue());
            endByStart.remove(near.getKey());
            near = endByStart.floorEntry(end);
        }
        endByStart.put(start, end);
    }

    /** In ascending order. */
    List<ByteRange> ranges() {
        List<ByteRange> ranges = new ArrayList<>();
        endByStart.forEach((start, end) -> ranges.add(new ByteRange(start, end)));
        return ranges;
    }

    /** What lies before {@code position}. */
    List<ByteRange> before(long position) {
        return ranges().stream().filter(range -> range.start() < position)
                .map(range -> new ByteRange(range.start(), Math.min(range.end(), position))).toList();
    }

    static long bytes(List<ByteRange> ranges) {
        return ranges.stream().mapToLong(ByteRange::length).sum();
    }
}
