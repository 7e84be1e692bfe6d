package org.arenavault.report.page;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.arenavault.backup.Unsealed;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.report.Hours;
import org.arenavault.report.NextStep;
import org.arenavault.report.SetReport;
import org.arenavault.report.SetStanding;
import org.arenavault.report.capacity.StoreHistory;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DueDisc;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.Unverified;
import org.arenavault.venti.format.ArenaStatus;

/** A set on the page: what to do, how it stands, how its store grows, its discs. */
final class SetSection {

    private static final double MOST_DAYS = 36_500;

    private final SetStanding set;
    private final SetReport report;
    private final Instant now;

    SetSection(SetStanding set, Instant now) {
        this.set = set;
        this.report = set.report();
        this.now = now;
    }

    void draw(Markup page) {
        page.open("section").element("h2", "Set " + report.which().name());
        page.element("p", "%s, from %s".formatted(report.which().medium(), report.which().source()));
        steps(page);
        figures(page);
        loose(page);
        list(page, "Problems", report.problems());
        list(page, "Notes", report.notes());
        growth(page);
        discs(page);
        page.close();
    }

    private void steps(Markup page) {
        page.element("h3", "What to do next");
        if (report.next().isEmpty()) {
            page.element("p", report.knowsSource() && report.problems().isEmpty() ? "Nothing." : "See the problems.");
            return;
        }
        page.open("ol");
        for (NextStep step : report.next()) {
            page.open("li");
            if (!step.command().isEmpty()) {
                page.element("code", step.command());
            }
            page.text(" " + step.why()).close();
        }
        page.close();
    }

    private void figures(Markup page) {
        page.element("h3", "How it stands").open("table");
        row(page, "sealed arenas", report.knowsSource() ? Integer.toString(report.arenas().sealed()) : "not known");
        row(page, "on disc", Integer.toString(report.arenas().onDisc()));
        row(page, "verified", Integer.toString(report.arenas().verified()));
        row(page, "discs", Integer.toString(report.discs().all().size()));
        report.discs().current().ifPresent(disc -> row(page, "room left", "%s on %s".formatted(
                report.discs().spaceLeft().map(Bytes::text).orElse("not known"), disc.identity().label())));
        row(page, "verified throughout", PageTime.day(report.discs().oldestCheck()));
        DueDisc.next(report.discs().all(), set.every()).ifPresent(due -> row(page, "next reading due",
                due.isAfter(now) ? PageTime.day(due) : "now"));
        report.upkeep().lastDrill().ifPresentOrElse(drill -> {
            LedgerEvent.Drilled result = drill.result();
            row(page, "last drill", "%s: %s; a whole restore takes about %s".formatted(PageTime.day(drill.time()),
                    result.fault().isEmpty() ? Count.of(result.arenas(), "arena") + " came back"
                            : "FAILED: " + result.fault(),
                    Hours.about(Duration.ofSeconds(result.wholeSeconds()))));
        }, () -> row(page, "last drill", "none: nobody knows how long a restore takes"));
        page.close();
    }

    private void loose(Markup page) {
        List<String> loose = new ArrayList<>();
        report.arenas().waiting().forEach(arena -> loose.add("%s, sealed, %s".formatted(arena.name(),
                Bytes.text(arena.arena().size()))));
        report.arenas().notSealed().stream().filter(arena -> !arena.isRecorded()).map(Unsealed::text)
                .forEach(loose::add);
        if (!report.knowsSource()) {
            loose.add("not known: its venti was not read");
        } else if (report.arenas().partial()) {
            loose.add("not known of what cannot be read");
        }
        list(page, "On no disc", loose.isEmpty() ? List.of("nothing") : loose);
        list(page, "On disc, never read back", report.unverified().isEmpty() ? List.of()
                : List.of(Unverified.text(report.unverified())));
        list(page, "Due to be read back", report.upkeep().due().stream().map(DueDisc::text).toList());
        list(page, "Ageing: duplicate them", report.ageing().stream().map(disc -> "%s: %s".formatted(disc.disc(),
                disc.why())).toList());
    }

    private void growth(Markup page) {
        StoreHistory history = StoreHistory.of(set.arenas());
        if (history.growth().measured().isZero()) {
            return;
        }
        page.element("h3", "How the store grows");
        List<Chart.Point> points = new ArrayList<>();
        double sum = 0;
        for (ArenaStatus arena : set.arenas().stream().filter(each -> each.memory().clumps() > 0 && each.ctime() > 0)
                .sorted(Comparator.comparingLong(ArenaStatus::wtime)).toList()) {
            sum += arena.memory().used();
            points.add(new Chart.Point(Math.max(arena.ctime(), arena.wtime()), sum));
        }
        new Chart("What the arenas hold", List.of(new Chart.Line("bytes", points)),
                PageTime.day(history.growth().first()), PageTime.day(history.growth().last()),
                Bytes.text(history.used())).draw(page);
        page.element("p", "It grew by %s a day of late, and has room for %s.".formatted(
                Bytes.text(Math.round(history.growth().perDay())), history.daysLeft()
                        .map(days -> Count.of(Math.round(days), "day")).orElse("longer than anybody can say")));
        nextDisc(history).ifPresent(day -> page.element("p", "The next blank disc is needed about " + day + "."));
    }

    /** When what waits and what will be sealed fills the disc that is written now. */
    private Optional<String> nextDisc(StoreHistory history) {
        if (report.discs().spaceLeft().isEmpty() || history.growth().perDay() <= 0) {
            return Optional.empty();
        }
        long waiting = report.arenas().waiting().stream().mapToLong(arena -> arena.arena().size()).sum();
        long room = report.discs().spaceLeft().orElse(0L) - waiting;
        double days = Math.max(0, room) / history.growth().perDay();
        Duration left = Duration.ofDays((long) Math.min(days, MOST_DAYS));
        return Optional.of(days < 1 ? "now" : PageTime.day(now.plus(left)));
    }

    private void discs(Markup page) {
        page.element("h3", "Its discs");
        if (report.discs().all().isEmpty()) {
            page.element("p", "There is none yet.");
            return;
        }
        DiscPicture.legend(page);
        DiscPicture picture = new DiscPicture(set.every(), now);
        for (DiscRecord disc : report.discs().all()) {
            page.open("article").element("h4", disc.identity().label());
            page.element("p", "%s, begun %s, %s%s%s".formatted(disc.medium(), PageTime.day(disc.begun()),
                    disc.place().isEmpty() ? "nobody said where it is kept" : "kept at: " + disc.place(),
                    disc.mark().counts() ? "" : ", marked " + disc.mark(),
                    disc.fullReason().isEmpty() ? "" : ", takes no more: " + disc.fullReason()));
            picture.draw(page, disc);
            DiscHistory.draw(page, disc);
            page.close();
        }
    }

    private static void list(Markup page, String title, List<String> lines) {
        if (lines.isEmpty()) {
            return;
        }
        page.element("h3", title).open("ul");
        lines.forEach(line -> page.element("li", line));
        page.close();
    }

    private static void row(Markup page, String name, String value) {
        page.open("tr").element("th", name, "scope", "row").element("td", value).close();
    }

}
