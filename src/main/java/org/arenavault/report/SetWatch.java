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
 */
public record SetWatch(String set, List<String> reasons) {

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
        Optional<Instant> last = report.discs().all().stream().filter(disc -> disc.mark().counts())
                .flatMap(DiscRecord::holding).map(track -> track.announcement().time()).max(Instant::compareTo);
        recent.filter(interval -> interval.isOver(last.orElse(Instant.EPOCH), now)).ifPresent(interval -> reasons.add(
                last.map(time -> "recorded last on " + LocalDate.ofInstant(time, ZoneId.systemDefault()))
                        .orElse("nothing was ever recorded")));
        return new SetWatch(report.which().name(), reasons);
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
