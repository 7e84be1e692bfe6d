package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.SourceArena;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Sizes;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.UsageException;
import org.arenavault.report.PlanText;
import org.arenavault.report.capacity.Assumptions;
import org.arenavault.report.capacity.MediumNeed;
import org.arenavault.report.capacity.PublishedExample;
import org.arenavault.report.capacity.StoreHistory;
import org.arenavault.report.json.PlanReports;
import org.arenavault.report.json.Report;
import org.arenavault.venti.format.VentiConf;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class PlanCommand extends VaultCommand {

    @ArgGroup(heading = "Assumptions:%n", exclusive = false)
    private Expected expected = new Expected();

    @Option(names = "--examples",
            description = "Compute the three published examples, and say where they do not add up.")
    private boolean examples;

    @Option(names = "--conf", paramLabel = "VENTI.CONF", description = "Plan from the history of this store.")
    private @Nullable Path conf;

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

        @Option(names = "--data", paramLabel = "SIZE", converter = Sizes.Decimal.class, description = "Data per user.")
        private double data;

        @Option(names = "--growth", paramLabel = "SIZE", converter = Sizes.Decimal.class,
                description = "What a user adds on a working day.")
        private double growth;

        @Option(names = "--fixed", paramLabel = "SIZE", converter = Sizes.Decimal.class,
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

        @Option(names = "--change", paramLabel = "SIZE", converter = Sizes.Decimal.class,
                description = "What changes between two temporary snapshots. Default: from the growth.")
        private double change;

        @Option(names = "--archives", paramLabel = "N", description = "Archival snapshots on a working day.")
        private double archives;

        @Option(names = "--archive-change", paramLabel = "SIZE", converter = Sizes.Decimal.class,
                description = "What changes between two of them.")
        private double archiveChange;

        @Option(names = "--disk", paramLabel = "SIZE", converter = Sizes.Decimal.class,
                description = "A disk to divide between fossil and venti.")
        private double disk;

        Assumptions assumptions() throws UsageException {
            try {
                return new Assumptions(new Assumptions.Users(users, data, growth), fixed, years, ratio,
                        new Assumptions.Snapshots(minutes, keep, change),
                        new Assumptions.Archives(archives, archiveChange), disk);
            } catch (IllegalArgumentException e) {
                throw new UsageException("assumptions are numbers from 0 on: " + e.getMessage(), e);
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
            return store(conf);
        }
        Assumptions site = expected.assumptions();
        if (site.venti() == 0) {
            throw new UsageException("nothing to plan from: say who uses the store and how it grows "
                    + "(--users N --data SIZE --growth SIZE), or name one with --conf VENTI.CONF");
        }
        List<MediumNeed> discs = discs(site.venti(), site.ventiPerYear());
        end(PlanReports.Site.of(site, PlanReports.Medium.of(discs)), text -> text.print(site, discs));
        return ExitCode.DONE;
    }

    private int examples() {
        List<PublishedExample> all = PublishedExample.all();
        end(new PlanReports.Examples(all.stream().map(PlanReports.Example::of).toList()),
                text -> all.forEach(text::print));
        return ExitCode.DONE;
    }

    private int store(Path venti) throws IOException {
        StoreHistory history;
        List<String> problems;
        try (ArenaSource source =
                ArenaSource.openReadable(VentiConf.read(venti, world().disks()).arenas(), world().disks())) {
            problems = source.problems();
            history = StoreHistory.of(source.arenas().stream().map(SourceArena::status).toList());
        }
        boolean soon = history.isFullSoon(minDays, minFree);
        problems.forEach(problem -> world().terminal().print("arenavault: " + problem));
        if (watch) {
            end(PlanReports.Store.of(venti, history, soon, problems, Optional.empty(), List.of()),
                    text -> text.print(venti, history, soon));
            return ExitCode.of(!soon && problems.isEmpty());
        }
        List<MediumNeed> discs = discs((double) history.used(), history.growth().perYear());
        end(PlanReports.Store.of(venti, history, soon, problems, Optional.of(PlanReports.StoreSizes.of(history)),
                PlanReports.Medium.of(discs)), text -> text.print(venti, history, discs));
        return ExitCode.of(problems.isEmpty());
    }

    private List<MediumNeed> discs(double total, double perYear) throws IOException {
        return MediumNeed.of(media, total, perYear, arenaSize, speed);
    }

    private void end(Report report, Consumer<PlanText> print) {
        if (globals().json()) {
            context().print(report);
        } else {
            print.accept(new PlanText(out(), arenaSize, speed));
        }
    }
}
