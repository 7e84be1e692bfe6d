package org.arenavault.sets;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
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

    /**
     * The discs of a set that are due: those first that no other drive has read than one, then those that were read
     * the longest ago.
     *
     * @param every how long the last reading may be ago
     */
    public static List<DueDisc> of(Collection<DiscRecord> discs, Interval every, Instant now) {
        return discs.stream().filter(disc -> isKept(disc) && every.isOver(disc.verifiedThroughout(), now))
                .map(disc -> new DueDisc(disc, disc.verifiedThroughout(), DiscTrend.of(disc).isOfOneDrive()))
                .sorted(DueDisc::first).toList();
    }

    /** Which of two comes first; comparators that the JDK puts together are made anew at each start. */
    private static int first(DueDisc one, DueDisc other) {
        int drives = Boolean.compare(other.oneDrive, one.oneDrive);
        int times = one.last.compareTo(other.last);
        return drives != 0 ? drives : times != 0 ? times : Integer.compare(one.disc.number(), other.disc.number());
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
                : "last read " + LocalDate.ofInstant(last, ZoneId.systemDefault()),
                oneDrive && !last.equals(Instant.EPOCH) ? ", in one drive alone" : "");
    }
}
