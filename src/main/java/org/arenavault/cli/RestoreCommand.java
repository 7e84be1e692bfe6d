package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.backup.SourceGuard;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DriveOptionsMixin;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Job;
import org.arenavault.cli.common.SendOptions;
import org.arenavault.cli.common.ServerOption;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.report.RestoreReportText;
import org.arenavault.report.json.RestoreJson;
import org.arenavault.restore.Restore;
import org.arenavault.restore.RestoreOptions;
import org.arenavault.restore.RestoreReport;
import org.arenavault.restore.ServerProbe;
import org.arenavault.restore.placing.TargetStore;
import org.arenavault.sets.BackupSet;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code restore}: discs to a venti that starts. */
@Command(name = "restore", header = "Bring a venti back from its discs: arenas, index, and the root that opens it.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"With SET its ledger tells which discs are needed, and they are asked for one after the other; "
            + "any of them may come first. Without SET the discs alone tell what they hold: show them all, in any "
            + "order.", "", "An arena goes to the partition and offset that it came from, if that is known and "
            + "free. Its seal is checked on the way; what does not hold is named, with the other discs that have it. "
            + "The same command continues what was interrupted.", "",
            "An arena that the venti had not sealed is made anew of its increments, and the venti goes on in it. Of "
            + "two arenas of one name that the same venti wrote before and after a loss the later one gets the place; "
            + "blocks of the other that are missing are appended.", "",
            "With --conf the server must not be running. Partitions on a file server, 9p:HOST//PATH, are written "
            + "there, and read back; they are neither made nor lengthened.", "",
            "With --to the server is running: the blocks go to it over the network, track by track, to several ventis "
            + "at the same time; what one has already is not sent. Of an arena that is damaged every sound block is "
            + "sent, the parity on its disc mends the rest, and what it does not mend is named."},
        footer = {"", "Examples:",
            "  arenavault restore -d /dev/sr0 --conf /etc/venti.conf --format        everything is gone, discs alone",
            "  arenavault restore home --conf /etc/venti.conf --format               the ledger of set 'home' is left",
            "  arenavault restore home --conf /etc/venti.conf --only arenas07        one arena, into its empty slot",
            "  arenavault restore home --conf /etc/venti.conf --add                  to what another venti holds",
            "  arenavault restore home --conf 9p:plan9:5640//dev/sdC0/arenas --format    on a Plan 9 machine",
            "  arenavault restore -d /dev/sr0 --to venti.example.org                 into a running venti",
            "  arenavault restore home --to 10.0.0.2 --to 'tcp!10.0.0.3!17034'       into two of them"})
final class RestoreCommand extends VaultCommand implements Job {

    private static final Set<String> FOR_FILES = Set.of("--conf", "--format", "--add", "--spare-arenas",
            ServerProbe.STOPPED);

    @Parameters(arity = "0..1", paramLabel = "SET", defaultValue = "",
            description = "The set whose ledger is followed. Without one: bare discs.")
    private String name;

    @Option(names = {"-d", "--device"}, paramLabel = "DEVICE", defaultValue = "",
            description = "The drive that the discs are shown to. Default: the set's recorder, else "
                    + "'device' of config.toml.")
    private String device;

    @Mixin
    private DriveOptionsMixin drive;

    @Option(names = "--conf", paramLabel = "VENTI.CONF",
            description = "The configuration of the venti that is to be.")
    private @Nullable Path conf;

    @Option(names = "--to", paramLabel = "HOST", description = "A running venti that the blocks are sent to: host, "
            + "host:port or tcp!host!port; may be repeated.")
    private List<String> hosts = new ArrayList<>();

    @Mixin
    private SendOptions sending = new SendOptions();

    @Option(names = "--format", description = "Make the files that the configuration names and that are missing or "
            + "blank. Files that hold anything else are never formatted.")
    private boolean format;

    @Option(names = "--add", description = {"Add arenas to a store that has others: in empty arenas of their size, and "
        + "behind the last one of a partition.", "An arena whose name the store has already is called NAME.DIGITS "
        + "there, by the first digits of its seal."})
    private boolean add;

    @Option(names = "--spare-arenas", paramLabel = "N|all", defaultValue = "" + RestoreOptions.SPARE_ARENAS,
            description = "With --format: how many empty arenas each partition gets behind the others, so that the "
                    + "venti can write; none before an arena that it goes on filling. 'all' fills partitions that do "
                    + "not grow. Default: ${DEFAULT-VALUE}.")
    private String spareArenas = "";

    @Option(names = "--only", paramLabel = "ARENA", description = "Restore this arena alone; may be repeated.")
    private List<String> only = new ArrayList<>();

    @Mixin
    private ServerOption server = new ServerOption();

    @Option(names = "--with-scores", description = "Tell the scores of roots in JSON, too. They open everything.")
    private boolean withScores;

    RestoreCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (!hosts.isEmpty()) {
            refuse("--to", "sends blocks to a running venti, which keeps its own files", FOR_FILES);
            return new DiscsToHosts(this, sending, drive, device).send(name.isEmpty() ? Optional.empty()
                    : Optional.of(set(name)), hosts, new LinkedHashSet<>(only), shownScores());
        }
        if (conf == null) {
            throw new UsageException("nowhere to restore to: say --conf VENTI.CONF, or --to HOST for a running venti");
        }
        refuse("--conf", "writes partitions", SendOptions.NAMES);
        return restore(conf);
    }

    private RestoreJson.ShownScores shownScores() {
        return withScores ? RestoreJson.ShownScores.SHOWN : RestoreJson.ShownScores.HIDDEN;
    }

    private int spares() throws UsageException {
        if (spareArenas.equals("all")) {
            return TargetStore.FILLED;
        }
        if (!spareArenas.matches("[0-9]{1,6}")) {
            throw new UsageException("--spare-arenas %s: a number from 0 on, or 'all', is expected".formatted(
                    Plain.field(spareArenas)));
        }
        return Integer.parseInt(spareArenas);
    }

    private int restore(Path conf) throws IOException {
        VentiConf store = VentiConf.read(conf, world().disks());
        World world = server.probe().toWrite(store, world());
        Set<String> names = new LinkedHashSet<>(only);
        Restore restore = new Restore(store, new RestoreOptions(format, add, spares(), names), vault(), world);
        Optional<BackupSet> set = name.isEmpty() ? Optional.empty() : Optional.of(set(name));
        RestoreReport report;
        try (DiscSource discs = discs(store, set, world)) {
            report = set.isPresent() ? restore.fromSet(set.get().read(), discs) : restore.fromBareDiscs(discs);
        }
        if (globals().json()) {
            context().print(RestoreJson.of(report, shownScores()));
        } else {
            RestoreReportText.print(report, conf, store.dialAfar(), out());
        }
        world.stop().check();
        return ExitCode.of(report.outcome());
    }

    /** The drive; never one of the files that are to be restored. */
    private DiscSource discs(VentiConf store, Optional<BackupSet> set, World world) throws IOException {
        String text = drive(device, set);
        List<Partition> targets = new ArrayList<>(store.arenas());
        targets.addAll(store.sections());
        store.bloom().ifPresent(targets::add);
        DeviceName reader = DeviceName.parse(text);
        SourceGuard.check(reader, targets);
        return setup(drive, text).open(context().devices(), reader, 0, DriveUse.DEFAULT.spares(), world);
    }
}
