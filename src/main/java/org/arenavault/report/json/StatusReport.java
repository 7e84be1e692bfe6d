package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.arenavault.backup.SourceArena;
import org.arenavault.report.CopiesElsewhere;
import org.arenavault.report.NextStep;
import org.arenavault.report.SetReport;
import org.arenavault.report.json.BackupReports.NotReady;
import org.arenavault.report.json.BackupReports.PlannedDisc;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.PastDrill;
import org.arenavault.sets.Unverified;

/** {@code status}. */
@JsonTypeName("arenavault.status.3")
public record StatusReport(List<SetStatus> sets, List<Unread> unread) implements Report {

    /** A set that could not be looked at. */
    public record Unread(String set, String reason) {
    }

    /** How a set stands. */
    public record SetStatus(boolean foreign, @JsonUnwrapped Which which, @JsonUnwrapped Arenas arenas,
                            List<String> problems, List<SetReport.DamagedTrack> damagedTracks,
                            @JsonUnwrapped Discs discs, @JsonUnwrapped Work work, @JsonUnwrapped Upkeep upkeep) {

        /** The report; what its venti would have to tell is absent where that cannot be read. */
        public static SetStatus of(SetReport report, boolean foreign) {
            return new SetStatus(foreign, Which.of(report.which()), Arenas.of(report), report.problems(),
                    report.damagedTracks(), Discs.of(report), Work.of(report), Upkeep.of(report));
        }
    }

    /** What set it is. */
    record Which(String set, String mediumTitle, String source) {

        static Which of(SetReport.Which which) {
            return new Which(which.name(), which.medium(), which.source());
        }
    }

    /** How many of its arenas are where. */
    record Arenas(int onDisc, int verified, Optional<Integer> sealed, boolean sourceRead,
                  Optional<List<String>> waiting, List<String> tooFewCopies,
                  List<CopiesElsewhere> verifiedElsewhere, List<NotReady> notSealed) {

        static Arenas of(SetReport report) {
            SetReport.Arenas arenas = report.arenas();
            Optional<SetReport.Arenas> known = Optional.of(arenas).filter(counted -> report.knowsSource());
            return new Arenas(arenas.onDisc(), arenas.verified(), known.map(SetReport.Arenas::sealed),
                    report.knowsSource(), known.map(read -> SourceArena.names(read.waiting())),
                    arenas.lostCopies(), arenas.elsewhere(), NotReady.of(arenas.notSealed()));
        }
    }

    /** Its discs. */
    record Discs(List<Disc> discs, Optional<String> currentDisc, Optional<Long> spaceLeftBytes,
                 Optional<Instant> verifiedThroughout, List<SetReport.Group> groups) {

        static Discs of(SetReport report) {
            SetReport.Discs discs = report.discs();
            return new Discs(discs.all().stream().map(Disc::of).toList(),
                    discs.current().map(disc -> disc.identity().label()), discs.spaceLeft(),
                    Optional.of(discs.oldestCheck()).filter(time -> !time.equals(Instant.EPOCH)
                            && report.damagedTracks().isEmpty()), discs.groups());
        }
    }

    /** What is to be done. */
    record Work(List<PlannedDisc> plan, List<Unverified> unverified, List<NextStep> next, List<String> notes) {

        static Work of(SetReport report) {
            return new Work(PlannedDisc.of(report.plan()), report.unverified(), report.next(), report.notes());
        }
    }

    /** What is done about its discs from time to time. */
    record Upkeep(List<BackupReports.Due> due, List<SetReport.Ageing> ageing, Optional<LastDrill> lastDrill) {

        static Upkeep of(SetReport report) {
            return new Upkeep(BackupReports.Due.of(report.upkeep().due()), report.ageing(),
                    report.upkeep().lastDrill().map(LastDrill::of));
        }
    }

    /** The last rehearsal of a restore. */
    record LastDrill(Instant time, String what, int arenas, long bytes, long seconds, long wholeRestoreSeconds,
                     String drive, String fault) {

        static LastDrill of(PastDrill drill) {
            LedgerEvent.Drilled result = drill.result();
            return new LastDrill(drill.time(), result.what(), result.arenas(), result.bytes(), result.seconds(),
                    result.wholeSeconds(), result.drive(), result.fault());
        }
    }

    /** A disc at a glance. */
    record Disc(String disc, Optional<DiscMark> mark, String place, int tracks, long arenas) {

        static Disc of(DiscRecord disc) {
            return new Disc(disc.identity().label(), DiscReports.markOf(disc), disc.place(), disc.tracks().size(),
                    disc.arenas().count());
        }
    }
}
