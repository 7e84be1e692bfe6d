package org.arenavault.report.page;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.Count;
import org.arenavault.io.Rate;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.DiscTrend;

/** How a disc was read from year to year: how fast along the disc, and how often a read had to be repeated. */
final class DiscHistory {

    /** More passes than this in one diagram cannot be told apart. */
    private static final int SHOWN = 4;

    private DiscHistory() {
    }

    /** The diagrams of a disc that was read back; nothing of one that never was. */
    static void draw(Markup page, DiscRecord disc) {
        List<DiscTrend.Pass> passes = DiscTrend.of(disc).passes();
        speed(disc, passes.subList(Math.max(0, passes.size() - SHOWN), passes.size())).draw(page);
        if (passes.size() > 1 && passes.stream().anyMatch(pass -> pass.recovered() > 0)) {
            retries(disc, passes).draw(page);
        }
    }

    /** A line a pass: the slowest 64th of each track, along the disc. */
    private static Chart speed(DiscRecord disc, List<DiscTrend.Pass> passes) {
        List<Chart.Line> lines = new ArrayList<>();
        for (DiscTrend.Pass pass : passes) {
            List<Chart.Point> points = pass.readings().stream().filter(reading -> reading.effort().slowest() > 0)
                    .flatMap(reading -> disc.track(reading.track()).map(track -> new Chart.Point(
                            track.lba() + track.blocks() / 2.0, reading.effort().slowest())).stream()).toList();
            if (!points.isEmpty()) {
                lines.add(new Chart.Line("%s in %s".formatted(PageTime.day(pass.to()), pass.drive()), points));
            }
        }
        double top = lines.stream().flatMap(line -> line.points().stream()).mapToDouble(Chart.Point::y).max().orElse(0);
        return new Chart("%s: the slowest piece of each track, a line for each of the last %s".formatted(
                disc.identity().label(), Count.of(lines.size(), "reading")), lines, "first track", "last track",
                Rate.text((long) top));
    }

    /** A point a pass: its reads that succeeded only after retries. */
    private static Chart retries(DiscRecord disc, List<DiscTrend.Pass> passes) {
        List<Chart.Point> points = passes.stream().map(pass -> new Chart.Point(pass.to().getEpochSecond(),
                pass.recovered())).toList();
        return new Chart("%s: reads that needed a retry, from reading to reading".formatted(disc.identity().label()),
                List.of(new Chart.Line("retries", points)), PageTime.day(passes.get(0).to()),
                PageTime.day(passes.get(passes.size() - 1).to()),
                Count.of(passes.stream().mapToLong(DiscTrend.Pass::recovered).max().orElse(0), "retry", "retries"));
    }
}
