package org.arenavault.report;

import static org.arenavault.report.Table.Align.LEFT;
import static org.arenavault.report.Table.Align.RIGHT;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.report.capacity.Assumptions;
import org.arenavault.report.capacity.MediumNeed;
import org.arenavault.report.capacity.PublishedExample;
import org.arenavault.report.capacity.StoreHistory;

/** Space, and discs, for the years to come, for people. Sizes are decimal. */
public final class PlanText {

    private final PrintStream out;
    private final long arenaSize;
    private final double speed;

    /**
     * Prints there.
     *
     * @param arenaSize bytes of the arenas that are planned for
     * @param speed of the drive in multiples of 1x
     */
    public PlanText(PrintStream out, long arenaSize, double speed) {
        this.out = out;
        this.arenaSize = arenaSize;
        this.speed = speed;
    }

    /** What assumptions come to. */
    public void print(Assumptions site, List<MediumNeed> discs) {
        Table table = Table.of(LEFT, RIGHT).row("data", size(site.data())).row("snapshots", size(site.ephemeral()))
                .row("fossil", size(site.fossil())).row("archives", size(site.archival()))
                .row("venti", size(site.venti())).row("index", size(site.index()))
                .row("bloom filter", size(site.bloom())).row("venti, a year", size(site.ventiPerYear()));
        site.yearsUntilFull().ifPresent(years -> table.row("years to full", "%.1f".formatted(years)));
        table.print(out);
        print(discs);
    }

    /** A published site: what its author says, and what the model gives. */
    public void print(PublishedExample example) {
        out.println(example.title());
        Table table = Table.of(LEFT, RIGHT, RIGHT, RIGHT).indented(2).row("", "published", "formula", "corrected");
        for (PublishedExample.Figure figure : example.figures()) {
            table.row(figure.name(), size(figure.value()), size(figure.formula().applyAsDouble(example.published())),
                    size(figure.formula().applyAsDouble(example.corrected())));
        }
        table.print(out);
        example.notes().forEach(note -> out.printf("  * %s%n", note));
        out.println();
    }

    /** When a store will be full, in one line. */
    public void print(Path conf, StoreHistory history, boolean soon) {
        out.printf("%s %s: %s, %.1f %% free%n", soon ? "WARNING" : "OK", conf, left(history), history.freePercent());
    }

    /** What a store has done so far. */
    public void print(Path conf, StoreHistory history, List<MediumNeed> discs) {
        out.printf("%s: %s, %d of them sealed or full, written %s to %s%n", conf,
                Count.of(history.arenas(), "arena"), history.sealed(), history.growth().first(),
                history.growth().last());
        Table table = Table.of(LEFT, RIGHT).row("arenas", size(history.capacity()))
                .row("used", size(history.used())).row("free", size(history.free()))
                .row("blocks", size(history.blocks().uncsize()))
                .row("stored to data", "%.2f".formatted(history.blocks().ratio()));
        history.blocks().mean().ifPresent(mean -> table.row("mean clump", size(mean)));
        table.row("index needed", size(history.indexBytes())).row("bloom filter", size(history.bloomBytes()))
                .row("a day", size(Math.rint(history.growth().perDay())))
                .row("a year", size(Math.rint(history.growth().perYear())))
                .print(out);
        String left = left(history);
        out.printf("%s%s%n", left.substring(0, 1).toUpperCase(Locale.ROOT), left.substring(1));
        print(discs);
    }

    private static String left(StoreHistory history) {
        return history.daysLeft().map(days -> "full in %.0f days".formatted(days))
                .orElse("its growth cannot be told yet");
    }

    private void print(List<MediumNeed> discs) {
        Table table = Table.of(LEFT, RIGHT, RIGHT, RIGHT, RIGHT).indented(2)
                .row("medium", "arenas", "discs/year", "discs in all", "hours/year");
        for (MediumNeed need : discs) {
            String name = need.medium().name();
            if (need.arenasPerDisc() == 0) {
                table.row(name, "takes no arena of this size");
            } else {
                table.row(name, need.arenasPerDisc(), "%.1f".formatted(need.discsPerYear()),
                        "%.0f".formatted(need.discs()), "%.1f".formatted(need.hoursPerYear()));
            }
        }
        out.println();
        table.print(out);
        out.printf("  (arenas of %s; hours to record and read back at %sx)%n", size(arenaSize),
                speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed));
    }

    private static String size(long bytes) {
        return size((double) bytes);
    }

    private static String size(double bytes) {
        return Bytes.decimal(bytes);
    }
}
