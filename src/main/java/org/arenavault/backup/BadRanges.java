package org.arenavault.backup;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.arenavault.io.UnitSums;
import org.arenavault.media.TrackReader;

/** Where the contents of a track are wrong, as the ledger has it: "from+length" in bytes, with blanks between them. */
final class BadRanges {

    /** A line of the ledger has room for more; whoever sees so many needs no more. */
    private static final int MOST = 100;

    private BadRanges() {
    }

    /** What a drive could not read. */
    static String of(List<TrackReader.BadRange> bad, long size) {
        List<long[]> ranges = new ArrayList<>();
        bad.stream().sorted(Comparator.comparingLong(TrackReader.BadRange::from))
                .forEach(range -> add(ranges, range.from(), Math.min(size, range.to())));
        return text(ranges);
    }

    /** The units that have other sums than they had. */
    static String of(UnitSums before, UnitSums now, long size) {
        List<long[]> ranges = new ArrayList<>();
        for (long unit = 0; unit < before.units(); unit++) {
            if (before.of(unit) != now.of(unit)) {
                add(ranges, unit * UnitSums.UNIT, Math.min(size, (unit + 1) * UnitSums.UNIT));
            }
        }
        return text(ranges);
    }

    private static void add(List<long[]> ranges, long from, long to) {
        long[] last = ranges.isEmpty() ? new long[] {-1, -1} : ranges.get(ranges.size() - 1);
        if (from <= last[1]) {
            last[1] = Math.max(last[1], to);
        } else if (from >= 0 && from < to) {
            ranges.add(new long[] {from, to});
        }
    }

    private static String text(List<long[]> ranges) {
        return String.join(" ", ranges.stream().limit(MOST)
                .map(range -> "%d+%d".formatted(range[0], range[1] - range[0])).toList());
    }
}
