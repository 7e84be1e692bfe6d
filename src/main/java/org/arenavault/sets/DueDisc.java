package org.arenavault.sets;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * A disc that is to be read back: its last complete reading is too long ago.
 *
 * @param disc which one
 * @param last when its least recently read track was read; the epoch if one never was
 * @param oneDrive whether no drive but one has ever read it
 */
public record DueDisc(DiscRecord disc, Instant last, boolean oneDrive) {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    /**
     * The discs of a set that are due: those first that no other drive has read than one, then those that were read
     * the longest ago.
     *
     * @param every how long the last reading may be ago
     */
    public static List<DueDisc> of(Collection<DiscRecord> discs, Interval every, Instant now) {
        return discs.stream().filter(disc -> isKept(disc) && every.isOver(disc.verifiedThroughout(), now))
                .map(disc -> new DueDisc(disc, disc.verifiedThroughout(), DiscTrend.of(disc).isOfOneDrive()))
                .sorted(Comparator.comparing((DueDisc due) -> !due.oneDrive()).thenComparing(DueDisc::last)
                        .thenComparing(due -> due.disc().number()))
                .toList();
    }

    /** The day on which the next disc is due; empty if none ever is. */
    public static Optional<Instant> next(Collection<DiscRecord> discs, Interval every) {
        return discs.stream().filter(DueDisc::isKept)
                .flatMap(disc -> every.after(disc.verifiedThroughout()).stream()).min(Instant::compareTo);
    }

    private static boolean isKept(DiscRecord disc) {
        return disc.mark().counts() && disc.holding().findAny().isPresent();
    }

    /** "home-001 (last read 2025-10-01, in one drive alone)". */
    public String text() {
        return "%s (%s%s)".formatted(disc.identity().label(), last.equals(Instant.EPOCH) ? "never read throughout"
                : "last read " + DAY.format(last.atZone(ZoneId.systemDefault())),
                oneDrive && !last.equals(Instant.EPOCH) ? ", in one drive alone" : "");
    }
}
