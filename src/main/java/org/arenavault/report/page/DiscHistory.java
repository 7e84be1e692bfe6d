package org.arenavault.report.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.arenavault.io.Count;
import org.arenavault.io.Rate;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DiscTrend;
import org.arenavault.sets.Reading;

/** How a disc was read from year to year: how fast along the disc, and how often a read had to be repeated. */
final class DiscHistory {

    /** More passes than this in one diagram cannot be told apart. */
    private static final int SHOWN = 4;

    private DiscHistory() {
    }

    /** The diagrams of a disc that was read back; nothing of one that never was. */
    static void draw(Markup page, DiscRecord disc) {
        speed(disc).draw(page);
        retries(disc).draw(page);
    }

    /** A line a pass: the slowest 64th of each track, along the disc. */
    private static Chart speed(DiscRecord disc) {
        List<Chart.Line> lines = new ArrayList<>();
        long top = 0;
        List<DiscTrend.Pass> passes = DiscTrend.of(disc).passes();
        for (DiscTrend.Pass pass : passes.subList(Math.max(0, passes.size() - SHOWN), passes.size())) {
            Map<Integer, Chart.Point> points = new TreeMap<>();
            for (Reading reading : disc.readings()) {
                if (reading.drive().equals(pass.drive()) && !reading.time().isBefore(pass.from())
                        && !reading.time().isAfter(pass.to()) && reading.effort().slowest() > 0) {
                    double at = disc.track(reading.track()).map(track -> track.lba() + track.blocks() / 2.0)
                            .orElse(0.0);
                    points.put(reading.track(), new Chart.Point(at, reading.effort().slowest()));
                    top = Math.max(top, reading.effort().slowest());
                }
            }
            if (!points.isEmpty()) {
                lines.add(new Chart.Line("%s in %s".formatted(day(pass.to()), pass.drive()),
                        List.copyOf(points.values())));
            }
        }
        return new Chart("%s: the slowest piece of each track, a line for each of the last %s".formatted(
                disc.identity().label(), Count.of(Math.max(1, lines.size()), "reading")), lines, "first track",
                "last track", Rate.text(top));
    }

    /** A point a pass: its reads that succeeded only after retries. */
    private static Chart retries(DiscRecord disc) {
        List<DiscTrend.Pass> passes = DiscTrend.of(disc).passes();
        long top = passes.stream().mapToLong(DiscTrend.Pass::recovered).max().orElse(0);
        if (passes.size() < 2 || top == 0) {
            return new Chart("", List.of(), "", "", "");
        }
        List<Chart.Point> points = passes.stream().map(pass -> new Chart.Point(pass.to().getEpochSecond(),
                pass.recovered())).toList();
        return new Chart("%s: reads that needed a retry, from reading to reading".formatted(disc.identity().label()),
                List.of(new Chart.Line("retries", points)), day(passes.get(0).to()),
                day(passes.get(passes.size() - 1).to()), Count.of(top, "retry", "retries"));
    }

    private static String day(Instant time) {
        return LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }
}
