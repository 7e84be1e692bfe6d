package org.arenavault.report;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.backup.SourceArena;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DueDisc;
import org.arenavault.sets.Unverified;

/** A set's report as a few lines that a person takes in at a glance. */
public final class SetReportText {

    private static final String UNKNOWN = "?";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");

    private SetReportText() {
    }

    /** Prints the lines. */
    public static void print(SetReport report, PrintStream out) {
        out.printf("%s   %s, from %s%n", report.name(), report.medium(), report.source());
        long bytes = report.waiting().stream().mapToLong(arena -> arena.arena().size()).sum();
        out.printf("  arenas   sealed %s   on disc %d   verified %d   waiting %s%s%n",
                report.knowsSource() ? report.sealed() : UNKNOWN, report.onDisc(), report.verified(),
                report.knowsSource() ? report.waiting().size() : UNKNOWN,
                bytes == 0 ? "" : " (" + Bytes.text(bytes) + ")");
        out.printf("  discs    %s%n", discs(report));
        out.printf("  on no disc: %s%n", onNoDisc(report));
        if (!report.unverified().isEmpty()) {
            out.printf("  on disc, not verified: %s%n", Unverified.text(report.unverified()));
        }
        if (!report.lostCopies().isEmpty()) {
            out.printf("  too few copies, their disc is gone: %s%n", Count.few(report.lostCopies()));
        }
        if (!report.due().isEmpty()) {
            out.printf("  due to be read back: %s%n", Count.few(report.due().stream().map(DueDisc::text).toList()));
        }
        report.lastDrill().ifPresent(drill -> out.printf("  last drill %s: %s in %s, %s; a whole restore takes about "
                + "%s%n", day(drill.time()), Count.of(drill.result().arenas(), "arena"),
                Hours.exact(Duration.ofSeconds(drill.result().seconds())),
                drill.result().fault().isEmpty() ? "nothing was wrong" : "WRONG: " + drill.result().fault(),
                Hours.about(Duration.ofSeconds(drill.result().wholeSeconds()))));
        report.ageing().forEach(disc -> out.printf("  AGEING: %s: %s%n", disc.disc(), disc.why()));
        report.problems().forEach(problem -> out.printf("  PROBLEM: %s%n", problem));
        report.notes().forEach(note -> out.printf("  note: %s%n", note));
        if (report.next().isEmpty() && report.knowsSource() && report.problems().isEmpty()) {
            out.printf("  next: nothing to do%n");
        }
        report.next().forEach(advice -> out.printf("  next: %s%n", advice));
    }

    private static String discs(SetReport report) {
        List<String> parts = new ArrayList<>();
        parts.add(Integer.toString(report.discs().size()));
        for (DiscMark mark : List.of(DiscMark.LOST, DiscMark.DAMAGED, DiscMark.RETIRED)) {
            List<String> marked = report.discs().stream().filter(disc -> disc.mark() == mark)
                    .map(disc -> disc.identity().label()).toList();
            if (!marked.isEmpty()) {
                parts.add("%s: %s".formatted(mark, Count.few(marked)));
            }
        }
        List<String> bad = report.damagedTracks().stream().map(SetReport.DamagedTrack::toString).toList();
        if (!bad.isEmpty()) {
            parts.add("damaged: " + Count.few(bad));
        }
        if (report.current().isPresent()) {
            DiscRecord disc = report.current().get();
            parts.add(report.spaceLeft().map(space -> "%s has %s left".formatted(disc.identity().label(),
                    Bytes.text(space)))
                    .orElse("%s is not full, as far as is known".formatted(disc.identity().label())));
        }
        if (report.onDisc() > 0) {
            parts.add("last verified throughout: %s%s".formatted(day(report.oldestCheck()),
                    bad.isEmpty() ? "" : ", but for " + Count.few(bad)));
        }
        return String.join("   ", parts);
    }

    private static String onNoDisc(SetReport report) {
        if (!report.knowsSource()) {
            return report.problems().isEmpty() ? "not known, for its venti is not looked at"
                    : "not known, for its venti cannot be read";
        }
        String loose = loose(report);
        if (report.partial()) {
            return (loose.isEmpty() ? "" : loose + "; ") + "not known of what cannot be read";
        }
        return loose.isEmpty() ? "nothing" : loose;
    }

    private static String loose(SetReport report) {
        List<String> parts = new ArrayList<>();
        if (!report.waiting().isEmpty()) {
            parts.add("%s (sealed)".formatted(Count.few(report.waiting().stream().map(SourceArena::name).toList())));
        }
        for (SourceArena arena : report.notSealed()) {
            parts.add(arena.text());
        }
        return String.join("; ", parts);
    }

    private static String day(Instant time) {
        return time.equals(Instant.EPOCH) ? "never" : DAY.format(time.atZone(ZoneId.systemDefault()));
    }
}
