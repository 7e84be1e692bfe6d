package org.arenavault.sets;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.ToLongFunction;

/**
 * How a disc reads from year to year: its complete readings as passes over the disc, each in one drive. Drives differ
 * in what they take a retry for, so that only passes of the same drive are compared.
 *
 * @param passes in the order of their beginning
 */
public record DiscTrend(List<Pass> passes) {

    /** So many passes of a drive have to grow one after the other. */
    private static final int GROWING = 3;

    /** Tracks of a disc that a drive read one after the other, each once. */
    public static final class Pass {

        private final String drive;
        private final SortedMap<Integer, Reading> readings = new TreeMap<>();

        private Pass(String drive) {
            this.drive = drive;
        }

        /** Which drive read. */
        public String drive() {
            return drive;
        }

        /** When it began; advisory. */
        public Instant from() {
            return readings.values().stream().map(Reading::time).min(Instant::compareTo).orElseThrow();
        }

        /** When it ended; advisory. */
        public Instant to() {
            return readings.values().stream().map(Reading::time).max(Instant::compareTo).orElseThrow();
        }

        /** What the readings of its tracks came to, in the order of the tracks. */
        public Collection<Reading> readings() {
            return Collections.unmodifiableCollection(readings.values());
        }

        /** How many tracks were read. */
        public int tracks() {
            return readings.size();
        }

        /** Of these, how many were not what they should be. */
        public long damaged() {
            return readings.values().stream().filter(reading -> !reading.sound()).count();
        }

        /** Reads that succeeded only after retries. */
        public long recovered() {
            return sum(readings.keySet(), ReadEffort::recovered);
        }

        /** 64ths of tracks that were slow. */
        public long slow() {
            return sum(readings.keySet(), ReadEffort::slow);
        }

        /** The lowest rate of a 64th of a track, bytes per second; 0 if none was measured. */
        public long slowest() {
            return readings.values().stream().mapToLong(reading -> reading.effort().slowest())
                    .filter(rate -> rate > 0).min().orElse(0);
        }

        private long sum(Set<Integer> tracks, ToLongFunction<ReadEffort> what) {
            return readings.values().stream().filter(reading -> tracks.contains(reading.track()))
                    .mapToLong(reading -> what.applyAsLong(reading.effort())).sum();
        }
    }

    public DiscTrend {
        passes = List.copyOf(passes);
    }

    /** What the ledger says of a disc. */
    public static DiscTrend of(DiscRecord disc) {
        List<Pass> passes = new ArrayList<>();
        Map<String, Pass> current = new LinkedHashMap<>();
        for (Reading reading : disc.readings()) {
            Pass pass = current.get(reading.drive());
            if (pass == null || pass.readings.containsKey(reading.track())) {
                pass = new Pass(reading.drive());
                current.put(reading.drive(), pass);
                passes.add(pass);
            }
            pass.readings.put(reading.track(), reading);
        }
        return new DiscTrend(passes);
    }

    /** Whether all readings were done by one drive, so that nobody knows whether another one reads the disc. */
    public boolean isOfOneDrive() {
        return passes.stream().map(Pass::drive).distinct().count() <= 1;
    }

    /**
     * Why the disc is ageing: in a drive, its reads that needed a retry, or its slow pieces, grew twice in a row. Only
     * tracks that all three passes found sound are compared.
     *
     * @return what grew, in words; empty if nothing did
     */
    public Optional<String> ageing() {
        for (String drive : new TreeSet<>(passes.stream().map(Pass::drive).toList())) {
            List<Pass> own = passes.stream().filter(pass -> pass.drive.equals(drive)).toList();
            if (own.size() < GROWING) {
                continue;
            }
            List<Pass> last = own.subList(own.size() - GROWING, own.size());
            Optional<String> growth = growth(last, ReadEffort::recovered, "reads that needed a retry")
                    .or(() -> growth(last, ReadEffort::slow, "slow pieces"));
            if (growth.isPresent()) {
                return growth.map(words -> "%s, in %s".formatted(words, drive));
            }
        }
        return Optional.empty();
    }

    private static Optional<String> growth(List<Pass> last, ToLongFunction<ReadEffort> what, String words) {
        Set<Integer> common = new TreeSet<>(last.get(0).readings.keySet());
        last.forEach(pass -> common.removeIf(track -> !pass.readings.containsKey(track)
                || !pass.readings.get(track).sound()));
        List<Long> sums = last.stream().map(pass -> pass.sum(common, what)).toList();
        for (int i = 1; i < sums.size(); i++) {
            if (sums.get(i) <= sums.get(i - 1)) {
                return Optional.empty();
            }
        }
        return Optional.of("%s went from %d to %d to %d".formatted(words, sums.get(0), sums.get(1), sums.get(2)));
    }
}
