package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.arenavault.backup.SourceArena;
import org.arenavault.report.NextStep;
import org.arenavault.report.SetReport;
import org.arenavault.report.json.BackupReports.NotReady;
import org.arenavault.report.json.BackupReports.PlannedDisc;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Unverified;

/** {@code status}. */
@JsonTypeName("arenavault.status.2")
public record StatusReport(List<SetStatus> sets, List<Unread> unread) implements Report {

    /** A set that could not be looked at. */
    public record Unread(String set, String reason) {
    }

    /** How a set stands. */
    public record SetStatus(boolean foreign, String set, String mediumTitle, String source, int onDisc, int verified,
                           Optional<Integer> sealed, boolean sourceRead, Optional<List<String>> waiting,
                           List<String> tooFewCopies, List<NotReady> notSealed, List<String> problems,
                           List<SetReport.DamagedTrack> damagedTracks, List<Disc> discs, Optional<String> currentDisc,
                           Optional<Long> spaceLeftBytes, Optional<Instant> verifiedThroughout, List<PlannedDisc> plan,
                           List<Unverified> unverified, List<NextStep> next, List<String> notes,
                           List<BackupReports.Due> due, List<SetReport.Ageing> ageing, Optional<LastDrill> lastDrill) {

        /** The report; what its venti would have to tell is absent where that cannot be read. */
        public static SetStatus of(SetReport report, boolean foreign) {
            Optional<SetReport> source = Optional.of(report).filter(SetReport::knowsSource);
            return new SetStatus(foreign, report.name(), report.medium(), report.source(), report.onDisc(),
                    report.verified(), source.map(SetReport::sealed), report.knowsSource(),
                    source.map(read -> read.waiting().stream().map(SourceArena::name).toList()), report.lostCopies(),
                    NotReady.of(report.notSealed()), report.problems(), report.damagedTracks(),
                    report.discs().stream().map(Disc::of).toList(),
                    report.current().map(disc -> disc.identity().label()), report.spaceLeft(),
                    Optional.of(report.oldestCheck()).filter(time -> !time.equals(Instant.EPOCH)
                            && report.damagedTracks().isEmpty()),
                    PlannedDisc.of(report.plan()), report.unverified(), report.next(), report.notes(),
                    BackupReports.Due.of(report.due()), report.ageing(),
                    report.lastDrill().map(LastDrill::of));
        }
    }

    /** The last rehearsal of a restore. */
    record LastDrill(Instant time, String what, int arenas, long bytes, long seconds, long wholeRestoreSeconds,
                     String drive, String fault) {

        static LastDrill of(SetState.Drill drill) {
            LedgerEvent.Drilled result = drill.result();
            return new LastDrill(drill.time(), result.what(), result.arenas(), result.bytes(), result.seconds(),
                    result.wholeSeconds(), result.drive(), result.fault());
        }
    }

    /** A disc at a glance. */
    record Disc(String disc, Optional<DiscMark> mark, String place, int tracks, long arenas) {

        static Disc of(DiscRecord disc) {
            return new Disc(disc.identity().label(), DiscReports.markOf(disc), disc.place(), disc.tracks().size(),
                    disc.holding().count());
        }
    }
}
