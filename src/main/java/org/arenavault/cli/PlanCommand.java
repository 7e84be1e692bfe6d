package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.SourceArena;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.devicecopy.Sizes;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Count;
import org.arenavault.io.UsageException;
import org.arenavault.report.capacity.Assumptions;
import org.arenavault.report.capacity.DecimalSize;
import org.arenavault.report.capacity.MediumNeed;
import org.arenavault.report.capacity.PublishedExample;
import org.arenavault.report.capacity.StoreHistory;
import org.arenavault.report.json.PlanReports;
import org.arenavault.report.json.Report;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.index.IndexSizes;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code plan}. */
@Command(name = "plan", header = "Plan disks and discs for a venti.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"From assumptions about users and snapshots, or with --conf from what a store has done so far. "
            + "Sizes are decimal here (1 G = 1000 M), a year has 300 working days.",
            "With --watch it prints one line about a store and ends with 1 when it will be full too soon."},
        footer = {"", "Examples:",
            "  arenavault plan --users 80 --data 1G --growth 100k --years 5 --ratio 0.5 --keep 2",
            "  arenavault plan --disk 20G --growth 400k --users 1 --years 2 --ratio 0.7 --keep 90",
            "  arenavault plan --conf /etc/venti.conf --medium bd-r-dl --speed 6", "  arenavault plan --examples",
            "  arenavault plan --conf /etc/venti.conf --watch --min-days 60"})
final class PlanCommand extends VaultCommand {

    private static final double BLOCK = 8192;

    @ArgGroup(heading = "Assumptions:%n", exclusive = false)
    private Expected expected = new Expected();

    @Option(names = "--examples",
            description = "Compute the three published examples, and say where they do not add up.")
    private boolean examples;

    @Option(names = "--conf", paramLabel = "VENTI.CONF", description = "Plan from the history of this store.")
    private Path conf;

    @Option(names = "--watch", description = "Say in one line when the store will be full; 1 if that is too soon.")
    private boolean watch;

    @Option(names = "--min-days", paramLabel = "DAYS", defaultValue = "90",
            description = "What is too soon. Default: ${DEFAULT-VALUE}.")
    private double minDays;

    @Option(names = "--min-free", paramLabel = "PERCENT", defaultValue = "10",
            description = "Less free space than this is too little. Default: ${DEFAULT-VALUE}.")
    private double minFree;

    @Option(names = "--medium", paramLabel = "MEDIUM", description = "Media to plan for. Default: the usual ones.")
    private List<String> media = List.of("bd-r", "bd-r-dl", "dvd+r");

    @Option(names = "--arena-size", paramLabel = "SIZE", defaultValue = "1g", converter = Sizes.class,
            description = "Of an arena, 1024-based. Default: ${DEFAULT-VALUE}.")
    private long arenaSize;

    @Option(names = "--speed", paramLabel = "N", defaultValue = "4",
            description = "Of the drive, in multiples of 1x. Default: ${DEFAULT-VALUE}.")
    private double speed;

    /** The named inputs of the model. */
    private static final class Expected {

        @Option(names = "--users", paramLabel = "N", description = "Users.")
        private double users;

        @Option(names = "--data", paramLabel = "SIZE", converter = Decimal.class, description = "Data per user.")
        private double data;

        @Option(names = "--growth", paramLabel = "SIZE", converter = Decimal.class,
                description = "What a user adds on a working day.")
        private double growth;

        @Option(names = "--fixed", paramLabel = "SIZE", converter = Decimal.class,
                description = "Other data, which does not grow.")
        private double fixed;

        @Option(names = "--years", paramLabel = "N", defaultValue = "5", description = "Years. Default: 5.")
        private double years = 5;

        @Option(names = "--ratio", paramLabel = "R", defaultValue = "0.5",
                description = "Stored to logical. Default: 0.5.")
        private double ratio = 0.5;

        @Option(names = "--every", paramLabel = "MINUTES", description = "Between two temporary snapshots.")
        private double minutes;

        @Option(names = "--keep", paramLabel = "DAYS", defaultValue = "2",
                description = "How long temporary snapshots are kept. Default: 2.")
        private double keep = 2;

        @Option(names = "--change", paramLabel = "SIZE", converter = Decimal.class,
                description = "What changes between two temporary snapshots. Default: from the growth.")
        private double change;

        @Option(names = "--archives", paramLabel = "N", description = "Archival snapshots on a working day.")
        private double archives;

        @Option(names = "--archive-change", paramLabel = "SIZE", converter = Decimal.class,
                description = "What changes between two of them.")
        private double archiveChange;

        @Option(names = "--disk", paramLabel = "SIZE", converter = Decimal.class,
                description = "A disk to divide between fossil and venti.")
        private double disk;

        Assumptions assumptions() throws UsageException {
            try {
                return new Assumptions(users, data, growth, years, ratio, fixed, minutes, keep, change, archives,
                        archiveChange, disk);
            } catch (IllegalArgumentException e) {
                throw new UsageException("assumptions are numbers from 0 on: " + e.getMessage(), e);
            }
        }
    }

    static final class Decimal implements ITypeConverter<Double> {

        @Override
        public Double convert(String text) {
            try {
                return DecimalSize.parse(text);
            } catch (UsageException e) {
                throw new TypeConversionException(e.getMessage());
            }
        }
    }

    PlanCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (!(speed > 0) || arenaSize < 1 << 20) {
            throw new UsageException("--speed is above 0, and --arena-size 1m or more");
        }
        if (watch && conf == null) {
            throw new UsageException("--watch needs a store: name it with --conf");
        }
        if (examples) {
            return examples();
        }
        if (conf != null) {
            return store();
        }
        Assumptions site = expected.assumptions();
        long bloom = IndexSizes.bloomBytes((long) Math.min(site.venti() / BLOCK, 1e12));
        size("data", site.data());
        size("snapshots", site.ephemeral());
        size("fossil", site.fossil());
        size("archives", site.archival());
        size("venti", site.venti());
        size("index", site.index());
        size("bloom filter", bloom);
        size("venti, a year", site.ventiPerYear());
        Optional<Double> years = site.disk() > 0 && site.archival() > 0
                ? Optional.of(site.venti() / site.ventiPerYear()) : Optional.empty();
        years.ifPresent(full -> print("%-14s %10.1f".formatted("years to full", full)));
        end(PlanReports.Site.of(site, bloom, years, discs(site.venti(), site.ventiPerYear())));
        return ExitCode.DONE;
    }

    private int examples() {
        for (PublishedExample example : PublishedExample.all()) {
            print(example.title());
            print("  %-20s %12s %12s %12s".formatted("", "published", "formula", "corrected"));
            for (PublishedExample.Figure figure : example.figures()) {
                double formula = figure.formula().applyAsDouble(example.published());
                double corrected = figure.formula().applyAsDouble(example.corrected());
                print("  %-20s %12s %12s %12s".formatted(figure.name(), DecimalSize.text(figure.value()),
                        DecimalSize.text(formula), DecimalSize.text(corrected)));
            }
            example.notes().forEach(note -> print("  * %s".formatted(note)));
            print("");
        }
        end(new PlanReports.Examples(PublishedExample.all().stream().map(PlanReports.Example::of).toList()));
        return ExitCode.DONE;
    }

    private int store() throws IOException {
        StoreHistory history;
        List<String> problems;
        try (ArenaSource source =
                ArenaSource.openReadable(VentiConf.read(conf, world().disks()).arenas(), world().disks())) {
            problems = source.problems();
            history = StoreHistory.of(source.arenas().stream().map(SourceArena::status).toList());
        }
        double freePercent = history.capacity() == 0 ? 0 : 100.0 * history.free() / history.capacity();
        Optional<Double> days = history.daysLeft();
        boolean soon = freePercent < minFree || days.filter(left -> left < minDays).isPresent();
        problems.forEach(problem -> world().terminal().print("arenavault: " + problem));
        String left = days.map(value -> "full in %.0f days".formatted(value)).orElse("its growth cannot be told yet");
        if (watch) {
            print("%s %s: %s, %.1f %% free".formatted(soon ? "WARNING" : "OK", conf, left, freePercent));
            end(new PlanReports.Store(conf, history.arenas(), history.sealed(), history.clumps(), history.ratio(),
                    freePercent, soon, days, problems, Optional.empty(), List.of()));
            return ExitCode.of(!soon && problems.isEmpty());
        }
        print("%s: %s, %d of them sealed or full, written %s to %s".formatted(conf,
                Count.of(history.arenas(), "arena"),
                history.sealed(), history.first(), history.last()));
        PlanReports.StoreSizes sizes = sizes(history);
        size("arenas", sizes.capacityBytes());
        size("used", sizes.usedBytes());
        size("free", sizes.freeBytes());
        size("blocks", sizes.uncompressedBytes());
        print("%-14s %10.2f".formatted("stored to data", history.ratio()));
        sizes.meanClumpBytes().ifPresent(mean -> size("mean clump", mean));
        size("index needed", sizes.indexBytes());
        size("bloom filter", sizes.bloomBytes());
        size("a day", sizes.bytesPerDay());
        size("a year", sizes.bytesPerYear());
        print("%s%s".formatted(left.substring(0, 1).toUpperCase(Locale.ROOT), left.substring(1)));
        end(new PlanReports.Store(conf, history.arenas(), history.sealed(), history.clumps(), history.ratio(),
                freePercent, soon, days, problems, Optional.of(sizes),
                discs((double) history.used(), (double) sizes.bytesPerYear())));
        return ExitCode.of(problems.isEmpty());
    }

    private static PlanReports.StoreSizes sizes(StoreHistory history) {
        Optional<Long> mean = history.clumps() == 0 ? Optional.empty()
                : Optional.of(Math.round((double) history.stored() / history.clumps()));
        return new PlanReports.StoreSizes(history.capacity(), history.used(), history.free(), history.uncsize(), mean,
                IndexSizes.sectionBytes(history.capacity(), history.clumps(), 1),
                IndexSizes.bloomBytes(history.clumps()), Math.round(history.perDay()),
                Math.round(history.perDay() * Duration.ofDays(365).toDays()));
    }

    private List<PlanReports.Medium> discs(double total, double perYear) throws IOException {
        List<PlanReports.Medium> list = new ArrayList<>();
        List<String> lines = new ArrayList<>();
        for (String name : media) {
            MediumDescription medium = MediumDescription.read(Descriptions.ofUser(), name);
            if (medium.speedOneX() == 0 || medium.blocks() == 0) {
                throw new UsageException("--medium %s: not of a size and speed of its own; name a kind of disc"
                        .formatted(name));
            }
            MediumNeed need = MediumNeed.of(medium, total, perYear, arenaSize, speed);
            list.add(PlanReports.Medium.of(name, need));
            lines.add(need.arenasPerDisc() == 0 ? "  %-10s takes no arena of this size".formatted(name)
                    : "  %-10s %10d %12.1f %12.0f %12.1f".formatted(name, need.arenasPerDisc(), need.discsPerYear(),
                    need.discs(), need.hoursPerYear()));
        }
        print("");
        print("  %-10s %10s %12s %12s %12s".formatted("medium", "arenas", "discs/year", "discs in all", "hours/year"));
        lines.forEach(this::print);
        print("  (arenas of %s; hours to record and read back at %sx)".formatted(DecimalSize.text((double) arenaSize),
                speed == Math.rint(speed) ? Long.toString((long) speed) : Double.toString(speed)));
        return list;
    }

    private void size(String what, long bytes) {
        size(what, (double) bytes);
    }

    private void size(String what, double bytes) {
        print("%-14s %10s".formatted(what, DecimalSize.text(bytes)));
    }

    private void print(String text) {
        if (!globals().json()) {
            out().println(text);
        }
    }

    private void end(Report report) {
        if (globals().json()) {
            context().print(report);
        }
    }
}
