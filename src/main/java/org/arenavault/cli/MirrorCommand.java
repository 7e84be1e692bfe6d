package org.arenavault.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.PathArgument;
import org.arenavault.cli.common.ScoreArgument;
import org.arenavault.cli.common.SendOptions;
import org.arenavault.cli.common.Sizes;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.Bytes;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Dial;
import org.arenavault.io.Digests;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.Environment;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.mirror.Mirror;
import org.arenavault.mirror.MirrorOptions;
import org.arenavault.mirror.MirrorReport;
import org.arenavault.mirror.TargetReport;
import org.arenavault.mirror.WrCmd;
import org.arenavault.report.json.MirrorReports;
import org.arenavault.report.json.RestoreJson;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.IndexPage;
import org.arenavault.venti.net.StatusClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code mirror}: new blocks of a venti to others. */
@Command(name = "mirror", header = "Send what is new in a venti's arenas to other ventis.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Reads the arena partitions that the configuration names, sealed arenas and the active one, and "
            + "gives every target the blocks that it lacks. Each target has a cursor of its own, which moves only once "
            + "the target has made everything before it durable: run it again after whatever happened, and it goes on "
            + "where it stopped. Targets are served at the same time; one that is down or full does not stop the "
            + "others. A new target begins at the first arena.", "",
            "Two ventis that mirror to each other end with the same blocks, and send nothing after that."},
        footer = {"", "Examples:", "  arenavault mirror --conf /etc/venti.conf venti.example.org",
            "  arenavault mirror --conf /etc/venti.conf 'tcp!10.0.0.2!17034' backup:17034 --limit 2m",
            "  arenavault mirror --conf /etc/venti.conf venti.example.org --dry-run",
            "  arenavault mirror --set home -d /dev/sr0 venti.example.org      what is on its discs",
            "  arenavault mirror --conf 9p:plan9.example.org//dev/sdC0/arenas venti.example.org", "",
            "Exit code 0: all targets have everything. 1: one does not, and is named. 3: another run is under way."})
final class MirrorCommand extends VaultCommand implements Job {

    private static final String TARGETS = "targetventis";
    private static final String NOBODY = "none";
    private static final String LOOPBACK = "127.0.0.1";
    private static final int NAME_DIGITS = 8;
    private static final int LONGEST_WRCMD = 4096;
    private static final Duration PAGE_PATIENCE = Duration.ofSeconds(30);

    private static final Set<String> OF_DISCS = Set.of("--device", "--drive-option", "--changer", "--changer-drive");
    private static final Set<String> OF_PARTITIONS = Set.of("--conf", "--dry-run", "--source", "--root",
            "--import-wrcmd", "--export-wrcmd", "--partner", "--partner-block");

    @Option(names = "--conf", paramLabel = "VENTI.CONF",
            description = "The configuration of the venti whose blocks are sent; it may lie on a file server: "
                + "9p:HOST//PATH.")
    private @Nullable Path conf;

    @Option(names = "--set", paramLabel = "SET", defaultValue = "",
            description = "Send what is on the discs of this set instead; they are asked for.")
    private String set;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE", defaultValue = "",
            description = "With --set: the drive that the discs are shown to. Default: the set's recorder, else "
                    + "'device' of config.toml.")
    private String device;

    @Mixin
    private DriveOptionsMixin drive = new DriveOptionsMixin();

    @Parameters(arity = "0..*", paramLabel = "HOST",
            description = "The targets: host, host:port or tcp!host!port. Default: those in $$targetventis.")
    private List<String> hosts = new ArrayList<>();

    @Option(names = "--dry-run", description = "Say what is to be sent, by the cursors; ask nobody.")
    private boolean dryRun;

    @Option(names = "--source", paramLabel = "ADDR", defaultValue = "",
            description = "The server of the local venti, which is asked to write what it holds in memory; 'none' if "
                    + "it does not run. Default: the address of the configuration.")
    private String source;

    @Mixin
    private SendOptions sending = new SendOptions();

    @Option(names = "--root", paramLabel = "SCORE", description = "Check this root as well; may be repeated.")
    private List<String> roots = new ArrayList<>();

    @Option(names = "--import-wrcmd", paramLabel = "FILE", converter = PathArgument.class,
            description = "Take over from the Plan 9 scripts: FILE holds their wrcmd, which names the target, too.")
    private @Nullable Path importWrcmd;

    @Option(names = "--export-wrcmd", paramLabel = "FILE",
            description = "Write the wrcmd with which the Plan 9 scripts would go on, a line for each target; send "
                    + "nothing.")
    private @Nullable Path exportWrcmd;

    @Option(names = "--partner", paramLabel = "URL", defaultValue = "",
            description = "With --export-wrcmd: the partner's own wrcmd, which sends its last arena to --source, by "
                    + "its status page http://host:port/index.")
    private String partner;

    @Option(names = "--partner-block", paramLabel = "SIZE", defaultValue = "8k", converter = Sizes.class,
            description = "The block size of the partner's arena partition. Default: ${DEFAULT-VALUE}.")
    private long partnerBlock;

    MirrorCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (!set.isEmpty()) {
            refuse("--set", "sends discs", OF_PARTITIONS);
            return new DiscsToHosts(this, sending, drive, device).send(Optional.of(set(set)), hostNames(), Set.of(),
                    RestoreJson.ShownScores.HIDDEN);
        }
        if (conf == null) {
            throw new UsageException("nothing to send from: say --conf VENTI.CONF, or --set SET for its discs");
        }
        refuse("--conf", "sends partitions", OF_DISCS);
        return mirror(conf);
    }

    private int mirror(Path conf) throws IOException {
        VentiConf store = VentiConf.read(conf, world().disks());
        Path cursors = sending.stateOr(folder(store));
        if (importWrcmd != null) {
            return takeOver(new Mirror(store, cursors, MirrorOptions.DEFAULT, world()), importWrcmd);
        }
        List<Dial> targets = partner.isEmpty() ? targets() : List.of();
        Mirror mirror = new Mirror(store, cursors, options(store), world());
        if (exportWrcmd != null) {
            return export(partner.isEmpty() ? mirror.commands(targets) : partnersCommand(store), exportWrcmd);
        }
        if (dryRun) {
            MirrorReport plan = mirror.plan(targets);
            print(conf, plan);
            return ExitCode.of(plan.planned());
        }
        if (!sending.again().isEmpty()) {
            mirror.again(targets, sending.again());
        }
        MirrorReport report = mirror.run(targets);
        print(conf, report);
        if (report.targets().stream().anyMatch(target -> target.outcome() == TargetReport.Outcome.STOPPED)) {
            return ExitCode.INTERRUPTED;
        }
        return ExitCode.of(report.outcome());
    }

    private int takeOver(Mirror mirror, Path wrcmd) throws IOException {
        List<String> lines;
        try (Storage file = world().disks().openToRead(wrcmd)) {
            if (file.size() > LONGEST_WRCMD) {
                throw new CorruptException(wrcmd + ": is too long for a wrcmd, which is one line");
            }
            lines = new String(file.read(0, (int) file.size()), StandardCharsets.ISO_8859_1).lines()
                    .filter(line -> !line.isBlank()).toList();
        }
        if (lines.isEmpty()) {
            throw new CorruptException(wrcmd + ": is empty, as the scripts leave it after an error; the next run "
                    + "compares everything");
        }
        List<WrCmd> commands = new ArrayList<>();
        for (String line : lines) {
            commands.add(WrCmd.parse(line, wrcmd.toString()));
        }
        for (WrCmd command : commands) {
            mirror.takeOver(command, wrcmd.toString());
            out().printf("%s: goes on near 0x%x of the arena at %d of %s%n", command.target(), command.clumpOffset(),
                    command.arenaOffset(), command.partition());
        }
        return ExitCode.DONE;
    }

    private List<WrCmd> partnersCommand(VentiConf store) throws IOException {
        Dial here = source.isEmpty() ? store.dial() : Dial.parse(source);
        if (here.host().equals(Dial.ANY_HOST)) {
            throw new UsageException("say with --source under which address the partner reaches this venti");
        }
        IndexPage page = new StatusClient(partner, PAGE_PATIENCE, world()).index();
        return Mirror.reversed(page, Math.toIntExact(partnerBlock), here).stream().toList();
    }

    private int export(List<WrCmd> commands, Path wrcmd) throws IOException {
        StringBuilder text = new StringBuilder();
        commands.forEach(command -> text.append(command).append('\n'));
        DurableFiles.replace(wrcmd.toAbsolutePath(), text.toString().getBytes(StandardCharsets.ISO_8859_1));
        out().print(text);
        return ExitCode.DONE;
    }

    private List<String> hostNames() {
        return hosts.isEmpty() ? List.of(Environment.variable(TARGETS).orElse("").strip().split("\\s+")) : hosts;
    }

    private List<Dial> targets() throws UsageException {
        return SendOptions.targets(hostNames());
    }

    /** A folder for this configuration: its index's name, and a mark that tells two of the same name apart. */
    private Path folder(VentiConf store) {
        byte[] path = store.source().toAbsolutePath().normalize().toString().getBytes(StandardCharsets.UTF_8);
        String mark = HexFormat.of().formatHex(Digests.sha256().digest(path)).substring(0, NAME_DIGITS);
        String name = store.index().replaceAll("[^A-Za-z0-9_-]", "_");
        return globals().vault().resolve("mirror").resolve(name + "-" + mark);
    }

    private MirrorOptions options(VentiConf store) throws IOException {
        List<Score> checked = new ArrayList<>();
        for (String root : roots) {
            checked.add(ScoreArgument.parse(root, this));
        }
        MirrorOptions options = sending.options().with(sending.verify(), checked);
        if (source.equals(NOBODY)) {
            return options;
        }
        Dial server = source.isEmpty() ? store.dial() : Dial.parse(source);
        return options.withSourceServer(server.host().equals(Dial.ANY_HOST) ? new Dial(LOOPBACK, server.port())
                : server);
    }

    private void print(Path conf, MirrorReport report) {
        if (globals().json()) {
            MirrorReports.Result result = MirrorReports.Result.of(conf, report);
            context().print(dryRun ? new MirrorReports.Plan(result) : new MirrorReports.Mirror(result));
            return;
        }
        report.notes().forEach(note -> world().terminal().print("arenavault: " + note));
        for (TargetReport target : report.targets()) {
            target.notes().forEach(note -> world().terminal().print("arenavault: " + note));
            target.problems().forEach(problem -> world().terminal().print("arenavault: " + problem));
            out().printf("%s: %s%n", target.target(), text(target));
        }
    }

    private String text(TargetReport target) {
        List<String> words = new ArrayList<>();
        words.add(switch (target.outcome()) {
            case COMPLETE -> "complete";
            case BEHIND -> "behind by %s, %s".formatted(Count.of(target.lacking().behindClumps(), "clump"),
                    Bytes.text(target.lacking().behindBytes()));
            case FULL -> "FULL: its arenas have no room left";
            case UNREACHABLE -> "UNREACHABLE";
            case REFUSED -> "REFUSED";
            case STOPPED -> "stopped; run it again to go on";
        });
        if (!dryRun) {
            words.add("%s sent (%s), %d there before".formatted(Count.of(target.moved().sentBlocks(), "block"),
                    Bytes.text(target.moved().sentBytes()),
                    target.moved().presentBlocks()));
        }
        words.add("%d of %s sealed and copied".formatted(target.copied().copiedArenas(),
                Count.of(target.copied().arenas(), "arena")));
        if (target.moved().skippedClumps() > 0) {
            words.add(Count.are(target.moved().skippedClumps(), "clump") + " marked corrupt at the source");
        }
        if (target.moved().repairedBlocks() > 0) {
            words.add(Count.of(target.moved().repairedBlocks(), "block")
                    + " that the source cannot read came from elsewhere");
        }
        if (target.lacking().badClumps() > 0) {
            words.add(Count.of(target.lacking().badClumps(), "clump") + " CANNOT BE READ");
        }
        switch (target.roots()) {
            case WHOLE -> words.add(sending.verify() == MirrorOptions.Verify.FULL ? "the newest root is whole"
                    : "nothing of the newest root is missing, its data were not read");
            case NOT_WHOLE -> words.add("a root is NOT WHOLE");
            default -> { }
        }
        return String.join("; ", words);
    }
}
