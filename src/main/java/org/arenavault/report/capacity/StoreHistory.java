package org.arenavault.report.capacity;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.index.IndexSizes;

/**
 * What a store has done so far, from the tails of its arenas.
 *
 * @param arenas how many there are
 * @param sealed how many of them are sealed or full
 * @param capacity bytes for clumps and their directory in all of them
 * @param used bytes of clumps, with what their directory takes
 * @param blocks what the clumps hold
 * @param growth how it grows
 */
public record StoreHistory(int arenas, int sealed, long capacity, long used, Blocks blocks, Growth growth) {

    /**
     * What the clumps hold.
     *
     * @param clumps how many there are
     * @param uncsize length of the blocks that they hold
     * @param stored bytes of the clumps
     */
    public record Blocks(long clumps, long uncsize, long stored) {

        /** Stored bytes for a byte of data; 1 for an empty store. */
        public double ratio() {
            return uncsize == 0 ? 1 : (double) stored / uncsize;
        }

        /** Bytes of a clump; empty where there is none. */
        public Optional<Long> mean() {
            return clumps == 0 ? Optional.empty() : Optional.of(Math.round((double) stored / clumps));
        }
    }

    /**
     * How a store grows.
     *
     * @param first when the first clump was written; the epoch of 1970 if none was
     * @param last when the last clump was written
     * @param perDay bytes that a day adds, of late
     * @param measured the time over which that was measured; zero if the store is too young to tell
     */
    public record Growth(Instant first, Instant last, double perDay, Duration measured) {

        /** Nobody knows. */
        static final Growth UNKNOWN = new Growth(Instant.EPOCH, Instant.EPOCH, 0, Duration.ZERO);

        /** Bytes that a year adds. */
        public double perYear() {
            return perDay * YEAR_DAYS;
        }
    }

    private static final Duration LATELY = Duration.ofDays(365);
    private static final double DAY = 86_400;
    private static final int YEAR_DAYS = 365;
    private static final Duration TELLING = Duration.ofDays(1);

    /** Adds up arenas; damaged ones count as full. */
    public static StoreHistory of(List<ArenaStatus> all) {
        long capacity = 0;
        long used = 0;
        long clumps = 0;
        long uncsize = 0;
        long stored = 0;
        int sealed = 0;
        List<ArenaStatus> written = new ArrayList<>();
        for (ArenaStatus status : all) {
            long usable = status.arena().usable();
            boolean closed = status.state() != ArenaState.EMPTY && status.state() != ArenaState.ACTIVE;
            capacity += usable;
            used += closed ? usable : taken(status);
            sealed += closed ? 1 : 0;
            clumps += status.memory().clumps();
            uncsize += status.memory().uncsize();
            stored += status.memory().used();
            if (status.memory().clumps() > 0 && status.ctime() > 0) {
                written.add(status);
            }
        }
        return new StoreHistory(all.size(), sealed, capacity, used, new Blocks(clumps, uncsize, stored),
                growth(written));
    }

    private static Growth growth(List<ArenaStatus> written) {
        Optional<Instant> first = written.stream().map(status -> Instant.ofEpochSecond(status.ctime()))
                .min(Comparator.naturalOrder());
        Optional<Instant> last = written.stream().map(StoreHistory::end).max(Comparator.naturalOrder());
        if (first.isEmpty() || last.isEmpty()) {
            return Growth.UNKNOWN;
        }
        Instant since = first.get().isBefore(last.get().minus(LATELY)) ? last.get().minus(LATELY) : first.get();
        double lately = written.stream().mapToDouble(status -> share(status, since)).sum();
        Duration measured = Duration.between(since, last.get());
        return measured.compareTo(TELLING) < 0 ? new Growth(first.get(), last.get(), 0, Duration.ZERO)
                : new Growth(first.get(), last.get(), lately / (measured.toSeconds() / DAY), measured);
    }

    /** A tail may claim that its last clump is older than its first. */
    private static Instant end(ArenaStatus status) {
        return Instant.ofEpochSecond(Math.max(status.ctime(), status.wtime()));
    }

    private static long taken(ArenaStatus status) {
        return status.memory().clumps() == 0 ? 0 : status.memory().used()
                + ArenaFormat.directorySize(status.memory().clumps(), status.arena().blockSize());
    }

    /** What of an arena was written after {@code since}, taking it to have filled evenly. */
    private static double share(ArenaStatus status, Instant since) {
        double from = status.ctime();
        double to = end(status).getEpochSecond();
        double part = to <= since.getEpochSecond() ? 0 : from >= since.getEpochSecond() || to <= from ? 1
                : (to - since.getEpochSecond()) / (to - from);
        return part * taken(status);
    }

    /** Bytes that can still be written. */
    public long free() {
        return capacity - used;
    }

    /** Bytes of the index that finds everything once the arenas are full. */
    public long indexBytes() {
        return IndexSizes.sectionBytes(capacity, blocks.clumps(), 1);
    }

    /** Bytes of its bloom filter. */
    public long bloomBytes() {
        return IndexSizes.bloomBytes(blocks.clumps());
    }

    /** The share of the space that is free, in percent; 0 of a store without any. */
    public double freePercent() {
        return capacity == 0 ? 0 : 100.0 * free() / capacity;
    }

    /** Days until the arenas are full at the present rate; none if nothing is known to grow. */
    public Optional<Double> daysLeft() {
        return growth.perDay() <= 0 ? Optional.empty() : Optional.of(free() / growth.perDay());
    }

    /**
     * Whether it will be full too soon.
     *
     * @param minDays the days that are to be left
     * @param minFree the percents that are to be free
     */
    public boolean isFullSoon(double minDays, double minFree) {
        return freePercent() < minFree || daysLeft().filter(left -> left < minDays).isPresent();
    }
}
