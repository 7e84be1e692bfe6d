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

/**
 * What a store has done so far, from the tails of its arenas.
 *
 * @param arenas how many there are
 * @param sealed how many of them are sealed or full
 * @param capacity bytes for clumps and their directory in all of them
 * @param used bytes of clumps, with what their directory takes
 * @param clumps how many
 * @param uncsize length of the blocks that they hold
 * @param stored bytes of the clumps
 * @param first when the first clump was written; the epoch of 1970 if none was
 * @param last when the last clump was written
 * @param perDay bytes that a day adds, of late
 * @param measured the time over which that was measured; zero if the store is too young to tell
 */
public record StoreHistory(int arenas, int sealed, long capacity, long used, long clumps, long uncsize, long stored,
                           Instant first, Instant last, double perDay, Duration measured) {

    private static final Duration LATELY = Duration.ofDays(365);
    private static final double DAY = 86_400;
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
        Optional<Instant> first = written.stream().map(status -> Instant.ofEpochSecond(status.ctime()))
                .min(Comparator.naturalOrder());
        Optional<Instant> last = written.stream().map(StoreHistory::end).max(Comparator.naturalOrder());
        if (first.isEmpty() || last.isEmpty()) {
            return new StoreHistory(all.size(), sealed, capacity, used, clumps, uncsize, stored, Instant.EPOCH,
                    Instant.EPOCH, 0, Duration.ZERO);
        }
        Instant since = first.get().isBefore(last.get().minus(LATELY)) ? last.get().minus(LATELY) : first.get();
        double lately = written.stream().mapToDouble(status -> share(status, since)).sum();
        Duration measured = Duration.between(since, last.get());
        boolean telling = measured.compareTo(TELLING) >= 0;
        return new StoreHistory(all.size(), sealed, capacity, used, clumps, uncsize, stored, first.get(), last.get(),
                telling ? lately / (measured.toSeconds() / DAY) : 0, telling ? measured : Duration.ZERO);
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

    /** Stored bytes for a byte of data; 1 for an empty store. */
    public double ratio() {
        return uncsize == 0 ? 1 : (double) stored / uncsize;
    }

    /** Days until the arenas are full at the present rate; none if nothing is known to grow. */
    public Optional<Double> daysLeft() {
        return perDay <= 0 ? Optional.empty() : Optional.of(free() / perDay);
    }
}
