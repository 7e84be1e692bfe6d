package org.arenavault.report;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.backup.SourceArena;
import org.arenavault.io.Count;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DueDisc;
import org.arenavault.sets.Interval;
import org.arenavault.sets.Unverified;

/**
 * What a monitor wants to know of a set: whether somebody has to act.
 *
 * @param set its name
 * @param reasons why, a phrase each; none where all is well
 * @param figures the same as numbers, for programs
 */
public record SetWatch(String set, List<String> reasons, Figures figures) {

    /**
     * How much there is to do.
     *
     * @param waiting arenas that are on no disc
     * @param unverified arenas, and what else is on discs, that were never read back in any copy
     * @param damagedTracks tracks that were read back and found wrong
     * @param dueDiscs discs that are to be read back again
     * @param ageingDiscs discs that get worse
     * @param lastRecorded when something was recorded last on a disc that counts; empty if nothing ever was
     */
    public record Figures(int waiting, int unverified, int damagedTracks, int dueDiscs, int ageingDiscs,
                          Optional<Instant> lastRecorded) {

        private static Figures of(SetReport report) {
            return new Figures(report.arenas().waiting().size(),
                    (int) report.unverified().stream().flatMap(disc -> disc.arenas().stream()).distinct().count(),
                    report.damagedTracks().size(), report.upkeep().due().size(), report.ageing().size(),
                    report.discs().all().stream().filter(disc -> disc.mark().counts()).flatMap(DiscRecord::holding)
                            .map(track -> track.announcement().time()).max(Instant::compareTo));
        }
    }

    public SetWatch {
        reasons = List.copyOf(reasons);
    }

    /**
     * Looks at a report.
     *
     * @param recent how long the last recording may be ago; empty where that does not matter
     */
    public static SetWatch of(SetReport report, Optional<Interval> recent, Instant now) {
        List<String> reasons = new ArrayList<>(report.problems());
        if (!report.arenas().waiting().isEmpty()) {
            reasons.add("on no disc: " + Count.few(SourceArena.names(report.arenas().waiting())));
        }
        if (!report.unverified().isEmpty()) {
            reasons.add("never read back: " + Unverified.text(report.unverified()));
        }
        if (!report.damagedTracks().isEmpty()) {
            reasons.add("damaged: " + Count.few(report.damagedTracks().stream()
                    .map(SetReport.DamagedTrack::toString).toList()));
        }
        if (!report.upkeep().due().isEmpty()) {
            reasons.add("due to be read back: " + Count.few(report.upkeep().due().stream()
                    .map(DueDisc::text).toList()));
        }
        report.ageing().forEach(disc -> reasons.add("%s is ageing".formatted(disc.disc())));
        report.discs().groups().stream().filter(group -> group.mayBeLost() < group.planned()).forEach(group ->
                reasons.add("parity of %s is not whole".formatted(group.discs())));
        Figures figures = Figures.of(report);
        Optional<Instant> last = figures.lastRecorded();
        recent.filter(interval -> interval.isOver(last.orElse(Instant.EPOCH), now)).ifPresent(interval -> reasons.add(
                last.map(time -> "recorded last on " + LocalDate.ofInstant(time, ZoneId.systemDefault()))
                        .orElse("nothing was ever recorded")));
        return new SetWatch(report.which().name(), reasons, figures);
    }

    /** Whether nobody has to act. */
    public boolean isWell() {
        return reasons.isEmpty();
    }

    /** "home: due to be read back: home-003". */
    @Override
    public String toString() {
        return "%s: %s".formatted(set, String.join("; ", reasons));
    }
}
