package org.arenavault.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.Backup;
import org.arenavault.backup.BackupForecast;
import org.arenavault.backup.BackupOptions;
import org.arenavault.backup.BackupResult;
import org.arenavault.backup.Recorders;
import org.arenavault.backup.ServerPage;
import org.arenavault.backup.SetMedium;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.GlobalOptions;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.SetFiles;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Outcome;
import org.arenavault.io.ShellWord;
import org.arenavault.io.World;
import org.arenavault.report.BackupText;
import org.arenavault.report.SetReport;
import org.arenavault.report.json.BackupReports;
import org.arenavault.report.json.Report;
import org.arenavault.restore.catalog.SetCatalogs;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.RootScore;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.BlockType;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup}: record what is on no disc yet. */
@Command(name = "backup", header = "Record the arenas of a venti that are on no disc of the set yet.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Records sealed arenas, and behind them what is new in arenas that are not sealed. A disc that "
            + "takes no more gets its kit and its parity ('set config' shows whether).",
            "Goes on with the disc that was begun last, then asks for blank ones. Every track is read back. "
            + "After any interruption the same command continues where it stopped."},
        footer = {"", "Examples:", "  arenavault backup home", "  arenavault backup home --dry-run",
            "  arenavault backup home -d /dev/sr1 --discs 1", "  arenavault backup home --medium bd-r-dl",
            "  arenavault backup home -d /dev/sr1 --changer /dev/sg3",
            "  arenavault backup home -d /dev/sr0 -d /dev/sr1 --changer /dev/sg3"})
final class BackupCommand extends VaultCommand implements Job {

    /** Of the roots on record so many are looked for. */
    private static final int ROOTS = 20;

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE",
            description = "The recorder; several of them record at the same time. Default: the set's own, else "
                + "'device' of config.toml.")
    private List<String> devices = List.of();

    @Option(names = "--dry-run", description = "Say what would go on which disc, and touch none.")
    private boolean dryRun;

    @Option(names = "--discs", paramLabel = "N", defaultValue = "0", description = "Use so many discs at the most.")
    private int discs;

    @Option(names = "--medium", paramLabel = "MEDIUM", defaultValue = "",
            description = "What the set is recorded on from now on: bd-r, bd-r-dl, dvd+r, removable-disk, ... Without "
                + "it discs of another kind are refused.")
    private String kind;

    @Option(names = "--no-verify", negatable = false,
            description = "Do not read tracks back. They do not count as verified.")
    private boolean noVerify;

    @Option(names = "--accept-seal", paramLabel = "ARENA",
            description = "Record this arena although its seal does not match, if every clump in it is sound.")
    private List<String> accepted = List.of();

    @Option(names = "--no-wait", negatable = false,
            description = "Do not wait for blocks that the server still holds in memory: what is new is recorded up to "
                + "the first of them.")
    private boolean noWait;

    @Option(names = "--begun-anew",
            description = "Record also where the venti has none of the arenas that are on the set's discs: it was "
                + "begun anew, or its older arenas are on disc alone. Otherwise it counts as another venti.")
    private boolean begunAnew;

    @Mixin
    private DriveOptionsMixin drive;

    BackupCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        BackupSet set = set(name);
        MediumDescription medium = kind.isEmpty() ? SetMedium.of(set)
                : MediumDescription.read(Descriptions.ofUser(), kind);
        World world = world();
        if (!dryRun) {
            SetMedium.change(set, kind, world);
        }
        ServerPage server = ServerPage.ask(set.config(), world());
        try (ArenaSource source =
                ArenaSource.openReadable(set.config().partitions(world.disks()), world.disks())) {
            server.compare(source.arenas()).forEach(note -> world.terminal().print("note: " + note));
            SetReport.ledgerNotes(set.read()).forEach(note -> world.terminal().print("note: " + note));
            return dryRun ? plan(set, medium, source) : record(set, medium, source, world);
        }
    }

    private BackupOptions options() {
        String command = "arenavault backup %s%s".formatted(name, devices.stream()
                .map(device -> " -d " + ShellWord.of(device)).collect(Collectors.joining()));
        return new BackupOptions(!noVerify, discs, Set.copyOf(accepted), begunAnew, devices, command, !noWait,
                globals().yes());
    }

    private int plan(BackupSet set, MediumDescription medium, ArenaSource source) throws IOException {
        BackupForecast forecast = BackupForecast.of(set, source, medium, options());
        if (globals().json()) {
            context().print(BackupReports.Plan.of(set.name().text(), forecast));
        } else {
            BackupText.ofBackup(set, out()).print(forecast);
        }
        return ExitCode.of(forecast.isWhole());
    }

    private int record(BackupSet set, MediumDescription medium, ArenaSource source, World world) throws IOException {
        try (LockedSet locked = set.lock();
                SetFiles files = new SetFiles(locked, world);
                Recorders recorders = recorder(set, drive, devices).openAll(devices)) {
            locked.copy(vault().scores());
            Backup backup = new Backup(files.locked(), recorders.discs(), medium, world,
                    options());
            boolean ended = false;
            boolean cataloged = false;
            try {
                backup.run(source);
                ended = true;
            } finally {
                report(context(), globals(), BackupReports.Backup::new, BackupText::ofBackup, set,
                        backup.result().withFailed(source.problems()), ended, devices.isEmpty() ? "" : devices.get(0));
                cataloged = files.catalog(SetFiles.Source.NEEDED);
            }
            Outcome outcome = backup.result().withFailed(source.problems()).outcome().and(Outcome.of(cataloged));
            boolean allBefore = backup.result().unverified().isEmpty() && backup.result().notSealed().stream()
                    .allMatch(arena -> arena.unrecorded() == 0
                            || arena.arena().status().state() == ArenaState.ACTIVE);
            if (outcome.isDone() && allBefore && !globals().json()) {
                tellRoot(locked);
            }
            return ExitCode.of(outcome);
        }
    }

    /**
     * Names the newest root on record that is on the discs, now that everything before it is: what a root leads to is
     * stored before it.
     */
    private void tellRoot(LockedSet locked) throws IOException {
        List<RootScore> roots = vault().scores().newest(ROOTS);
        if (roots.isEmpty()) {
            return;
        }
        try (SetCatalogs catalogs = SetCatalogs.open(locked.set(), locked.state(), world())) {
            for (RootScore root : roots) {
                if (catalogs.verifiedDiscOf(root.score(), BlockType.ROOT, Optional.empty()).isPresent()) {
                    out().printf("Newest root on verified discs, with all that the venti stored before it: %s... (on "
                            + "record since %s)%nnext: arenavault score print %s   # the page for beside the discs%n",
                            root.score().hint(), root.recorded(), locked.set().name());
                    return;
                }
            }
        }
    }

    /** Prints what came of it; where it ended with an error, only if there is something to tell. */
    static void report(CommandContext context, GlobalOptions globals, Function<BackupReports.Result, Report> schema,
            BiFunction<BackupSet, PrintStream, BackupText> text, BackupSet set, BackupResult result, boolean ended,
            String device) {
        if (!ended && !result.isWorthTelling()) {
            return;
        }
        if (globals.json()) {
            context.print(schema.apply(BackupReports.Result.of(set.name().text(), result)));
        } else {
            text.apply(set, context.out()).print(result, device);
        }
    }
}
