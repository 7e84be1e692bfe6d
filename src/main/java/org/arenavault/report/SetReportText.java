package org.arenavault.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.backup.SourceArena;
import org.arenavault.backup.Unsealed;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DueDisc;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.PastDrill;
import org.arenavault.sets.Unverified;

/** A set's report as a few lines that a person takes in at a glance. */
public final class SetReportText {

    private static final String UNKNOWN = "?";

    private SetReportText() {
    }

    /** Prints the lines. */
    public static void print(SetReport report, PrintStream out) {
        out.printf("%s   %s, from %s%n", report.which().name(), report.which().medium(), report.which().source());
        long bytes = report.arenas().waiting().stream().mapToLong(arena -> arena.arena().size()).sum();
        out.printf("  arenas   sealed %s   on disc %d   verified %d   waiting %s%s%n",
                report.knowsSource() ? report.arenas().sealed() : UNKNOWN, report.arenas().onDisc(),
                report.arenas().verified(),
                report.knowsSource() ? report.arenas().waiting().size() : UNKNOWN,
                bytes == 0 ? "" : " (" + Bytes.text(bytes) + ")");
        out.printf("  discs    %s%n", discs(report));
        report.discs().groups().forEach(group -> out.printf("  parity   %s%n", group.text()));
        out.printf("  on no disc: %s%n", onNoDisc(report));
        if (!report.unverified().isEmpty()) {
            out.printf("  on disc, not verified: %s%n", Unverified.text(report.unverified()));
        }
        if (!report.arenas().lostCopies().isEmpty()) {
            out.printf("  too few copies, their disc is gone: %s%n", Count.few(report.arenas().lostCopies()));
        }
        if (!report.arenas().elsewhere().isEmpty()) {
            out.printf("  their disc is gone, other sets have them verified: %s%n",
                    CopiesElsewhere.text(report.arenas().elsewhere()));
        }
        if (!report.upkeep().due().isEmpty()) {
            out.printf("  due to be read back: %s%n", Count.few(report.upkeep().due().stream().map(DueDisc::text)
                    .toList()));
        }
        report.upkeep().lastDrill().ifPresent(drill -> print(drill, out));
        report.ageing().forEach(disc -> out.printf("  AGEING: %s: %s%n", disc.disc(), disc.why()));
        report.problems().forEach(problem -> out.printf("  PROBLEM: %s%n", problem));
        report.notes().forEach(note -> out.printf("  note: %s%n", note));
        if (report.next().isEmpty() && report.knowsSource() && report.problems().isEmpty()) {
            out.printf("  next: nothing to do%n");
        }
        report.next().forEach(advice -> out.printf("  next: %s%n", advice));
    }

    private static void print(PastDrill drill, PrintStream out) {
        LedgerEvent.Drilled result = drill.result();
        out.printf("  last drill %s: %s in %s, %s; a whole restore takes about %s%n", day(drill.time()),
                Count.of(result.arenas(), "arena"), Hours.exact(Duration.ofSeconds(result.seconds())),
                result.fault().isEmpty() ? "nothing was wrong" : "WRONG: " + result.fault(),
                Hours.about(Duration.ofSeconds(result.wholeSeconds())));
    }

    private static String discs(SetReport report) {
        List<String> parts = new ArrayList<>();
        parts.add(Integer.toString(report.discs().all().size()));
        for (DiscMark mark : List.of(DiscMark.LOST, DiscMark.DAMAGED, DiscMark.RETIRED)) {
            List<String> marked = report.discs().all().stream().filter(disc -> disc.mark() == mark)
                    .map(disc -> disc.identity().label()).toList();
            if (!marked.isEmpty()) {
                parts.add("%s: %s".formatted(mark, Count.few(marked)));
            }
        }
        List<String> bad = report.damagedTracks().stream().map(SetReport.DamagedTrack::toString).toList();
        if (!bad.isEmpty()) {
            parts.add("damaged: " + Count.few(bad));
        }
        if (report.discs().current().isPresent()) {
            DiscRecord disc = report.discs().current().get();
            parts.add(report.discs().spaceLeft().map(space -> "%s has %s left".formatted(disc.identity().label(),
                    Bytes.text(space)))
                    .orElse("%s is not full, as far as is known".formatted(disc.identity().label())));
        }
        if (report.arenas().onDisc() > 0) {
            parts.add("last verified throughout: %s%s".formatted(day(report.discs().oldestCheck()),
                    bad.isEmpty() ? "" : ", but for " + Count.few(bad)));
        }
        return String.join("   ", parts);
    }

    private static String onNoDisc(SetReport report) {
        if (!report.knowsSource()) {
            return report.problems().isEmpty() ? "not known, because its venti is not looked at"
                    : "not known, because its venti cannot be read";
        }
        String loose = loose(report);
        if (report.arenas().partial()) {
            return (loose.isEmpty() ? "" : loose + "; ") + "not known of what cannot be read";
        }
        return loose.isEmpty() ? "nothing" : loose;
    }

    private static String loose(SetReport report) {
        List<String> parts = new ArrayList<>();
        if (!report.arenas().waiting().isEmpty()) {
            parts.add("%s (sealed)".formatted(Count.few(SourceArena.names(report.arenas().waiting()))));
        }
        report.arenas().notSealed().stream().filter(arena -> !arena.isRecorded()).map(Unsealed::text)
                .forEach(parts::add);
        return String.join("; ", parts);
    }

    private static String day(Instant time) {
        return time.equals(Instant.EPOCH) ? "never" : LocalDate.ofInstant(time, ZoneId.systemDefault()).toString();
    }
}
