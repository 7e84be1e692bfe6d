package org.arenavault.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.Backup;
import org.arenavault.backup.BackupOptions;
import org.arenavault.backup.BackupPlan;
import org.arenavault.backup.BackupResult;
import org.arenavault.backup.Recorders;
import org.arenavault.backup.ServerPage;
import org.arenavault.backup.SetMedium;
import org.arenavault.backup.SourceArena;
import org.arenavault.backup.SourceComparison;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.GlobalOptions;
import org.arenavault.cli.common.SetFiles;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.Outcome;
import org.arenavault.io.ShellWord;
import org.arenavault.io.World;
import org.arenavault.report.SetReport;
import org.arenavault.report.json.BackupReports;
import org.arenavault.report.json.Report;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Unverified;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code backup}: record what is on no disc yet. */
@Command(name = "backup", header = "Record every sealed arena that is on no disc of the set yet.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Goes on with the disc that was begun last, then asks for blank ones. Every track is read back. "
            + "Whatever interrupts it, starting it again continues where it stopped."},
        footer = {"", "Examples:", "  arenavault backup home", "  arenavault backup home --dry-run",
            "  arenavault backup home -d /dev/sr1 --discs 1", "  arenavault backup home --medium bd-r-dl",
            "  arenavault backup home -d /dev/sr1 --changer /dev/sg3",
            "  arenavault backup home -d /dev/sr0 -d /dev/sr1 --changer /dev/sg3"})
final class BackupCommand extends VaultCommand {

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE",
            description = "The recorder; several of them record at the same time. Default: the set's own.")
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
        return new BackupOptions(!noVerify, discs, Set.copyOf(accepted), begunAnew, devices, command);
    }

    private int plan(BackupSet set, MediumDescription medium, ArenaSource source) throws IOException {
        SetState state = set.read();
        SourceComparison parts = SourceComparison.of(source, state);
        SourceComparison compared = begunAnew ? parts.ofVentiBegunAnew() : parts;
        compared.requireSameStore(state);
        BackupPlan plan = BackupPlan.of(state, set.config().medium(), medium, compared.waiting(), options());
        boolean whole = plan.refused().isEmpty() && compared.others().isEmpty() && source.problems().isEmpty();
        List<SourceArena> notReady = SourceArena.notReady(source.arenas());
        List<String> failed = new ArrayList<>(compared.others().values());
        failed.addAll(source.problems());
        failed.addAll(plan.refused().values());
        if (globals().json()) {
            context().print(new BackupReports.Plan(set.name().text(), BackupReports.PlannedDisc.of(plan),
                    BackupReports.NotReady.of(notReady), failed));
            return ExitCode.of(whole);
        }
        for (BackupPlan.PlannedDisc disc : plan.discs()) {
            out().printf("%s (%s): %s, %s%n", disc.label(), disc.fresh() ? "a blank" : "begun before",
                    Count.of(disc.arenas().size(), "arena"), Bytes.text(disc.bytes()));
            disc.arenas().forEach(arena -> out().printf("    %s, %s%n", arena.name(),
                    Bytes.text(arena.arena().size())));
        }
        failed.forEach(reason -> out().printf("FAILED: %s%n", reason));
        List<Unverified> unverified = Unverified.of(state,
                compared.onDisc().keySet().stream().map(SourceArena::name).toList());
        out().printf("%s%n", !plan.discs().isEmpty() || !whole ? "Nothing was written."
                : notReady.isEmpty() && unverified.isEmpty() ? "Nothing to do." : "Nothing to record now.");
        printUnverified(out(), set, unverified, "");
        printNotReady(out(), notReady);
        return ExitCode.of(whole);
    }

    private int record(BackupSet set, MediumDescription medium, ArenaSource source, World world) throws IOException {
        try (LockedSet locked = set.lock();
                SetFiles files = new SetFiles(locked, world);
                Recorders recorders = recorder(set, drive).openAll(devices)) {
            locked.copy(vault().scores());
            Backup backup = new Backup(files.locked(), recorders.discs(), medium, world,
                    options());
            boolean ended = false;
            boolean cataloged = false;
            try {
                backup.run(source);
                ended = true;
            } finally {
                report(context(), globals(), BackupReports.Backup::new, set,
                        backup.result().withFailed(source.problems()), ended, devices.isEmpty() ? "" : devices.get(0));
                cataloged = files.catalog(SetFiles.Source.NEEDED);
            }
            return ExitCode.of(backup.result().withFailed(source.problems()).outcome()
                    .and(Outcome.of(cataloged)));
        }
    }

    /** Prints what came of it; where it ended with an error, only if there is something to tell. */
    static void report(CommandContext context, GlobalOptions globals, Function<BackupReports.Result, Report> schema,
            BackupSet set, BackupResult result, boolean ended, String device) {
        if (ended || !result.recorded().isEmpty() || !result.putAside().isEmpty() || !result.failed().isEmpty()
                || !result.unverified().isEmpty()) {
            print(context, globals, schema, set, result, device);
        }
    }

    /** Prints what was recorded. */
    private static void print(CommandContext context, GlobalOptions globals, Function<BackupReports.Result,
            Report> schema,
            BackupSet set, BackupResult result, String device) {
        PrintStream out = context.out();
        if (globals.json()) {
            context.print(schema.apply(BackupReports.Result.of(set.name().text(), result)));
            return;
        }
        List<BackupResult.Recorded> good = result.recorded().stream().filter(BackupResult.Recorded::holds).toList();
        long bytes = good.stream().mapToLong(BackupResult.Recorded::bytes).sum();
        int bad = result.recorded().size() - good.size();
        if (result.recorded().isEmpty()) {
            out.printf("%s%n", result.outcome().isDone() && result.left().isEmpty()
                    ? "Nothing to do: every sealed arena is on disc." : "Nothing was recorded.");
        } else {
            out.printf("%s, %s in %.1f s%s.%n", Count.of(good.size(), "track"), Bytes.text(bytes),
                    result.elapsed().toMillis() / 1000.0, bad == 0 ? "" : "; " + Count.of(bad, "track") + " BAD");
        }
        result.failed().forEach(failure -> out.printf("FAILED: %s%n", failure));
        PutAsideText.print(result.putAside(), out);
        if (!result.left().isEmpty()) {
            out.printf("Still on no disc: %s%n", String.join(", ", result.left()));
        }
        printUnverified(out, set, result.unverified(), device);
        if (result.asked().verify() && !result.unverified().isEmpty()) {
            // a disc that nobody has would be asked for again and again
            Unverified first = result.unverified().get(0);
            out.printf("If %s is lost, say so: arenavault disc mark %s %d lost%n", first.disc(), set.name(),
                    first.number());
        }
        printNotReady(out, result.notReady());
    }

    private static void printUnverified(PrintStream out, BackupSet set, List<Unverified> unverified, String device) {
        if (!unverified.isEmpty()) {
            out.printf("On disc, not verified: %s; next: arenavault verify %s%s%n", Unverified.text(unverified),
                    set.name(), device.isEmpty() ? "" : " -d " + ShellWord.of(device));
        }
    }

    private static void printNotReady(PrintStream out, List<SourceArena> notReady) {
        if (!notReady.isEmpty()) {
            out.printf("On no disc, for it is not sealed yet: %s%n",
                    notReady.stream().map(SourceArena::text).collect(Collectors.joining(", ")));
        }
    }
}
