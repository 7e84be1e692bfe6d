package org.arenavault.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.arenavault.backup.ArenaSource;
import org.arenavault.backup.SourceArena;
import org.arenavault.backup.SourceComparison;
import org.arenavault.backup.SourceGuard;
import org.arenavault.io.CancelledException;
import org.arenavault.io.UsageException;
import org.arenavault.media.DeviceName;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.venti.format.Partition;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set adopt}. */
@Command(name = "adopt", header = "Make an imported set one of this site.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"A set that came in a bundle is foreign: somebody else wrote what its source, its server and "
            + "its recorder are. Here they are replaced by those of this site; then 'status', 'backup' and the others "
            + "work with it. The arenas of the venti are compared with those on the set's discs first."},
        footer = {"", "Examples:", "  arenavault set adopt parents --conf /etc/venti.conf",
            "  arenavault set adopt parents --conf /etc/venti.conf --device /dev/sr0"})
final class SetAdoptCommand extends VaultCommand {

    private static final int NAMED = 3;

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    @Option(names = "--conf", required = true, paramLabel = "VENTI.CONF", description = "The venti's configuration.")
    private Path conf;

    @Option(names = "--index-url", paramLabel = "URL", defaultValue = "",
            description = "The server's /index page, which is asked as well.")
    private String indexUrl;

    @Option(names = "--flush", description = "Ask the server to flush before it is asked.")
    private boolean flush;

    @Option(names = "--device", paramLabel = "DEVICE", defaultValue = "",
            description = "The recorder. Default: none, so that commands take -d DEVICE; for a set that is of this "
                    + "site already, the one it has.")
    private String device;

    SetAdoptCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run() throws IOException {
        BackupSet set = vault().open(SetName.parse(name));
        SetConfig.Source source =
                new SetConfig.Source(conf.toAbsolutePath().normalize().toString(), List.of(), indexUrl, flush);
        List<Partition> partitions = source.partitions(world().disks());
        String recorder = set.config().recorder();
        if (!device.isEmpty()) {
            DeviceName parsed = DeviceName.parse(device);
            SourceGuard.check(parsed, partitions);
            recorder = parsed.text();
        }
        int arenas = compare(set, partitions);
        BackupSet own = set.adopt(source, recorder);
        if (globals().json()) {
            context().print(new SetReports.Adopted(name, own.config().sourceText(), arenas));
        } else {
            out().printf("Set %s is one of this site now: %d arenas, from %s.%nNext: arenavault status %s%n", name,
                    arenas, own.config().sourceText(), name);
        }
        return ExitCode.DONE;
    }

    /** Asks where the venti is another one than that of the discs, as far as can be seen; returns its arenas. */
    private int compare(BackupSet set, List<Partition> partitions) throws IOException {
        try (ArenaSource source = ArenaSource.open(partitions, world().disks())) {
            if (source.arenas().isEmpty()) {
                throw new UsageException(conf + ": its partitions hold no arena");
            }
            SourceComparison compared = SourceComparison.of(source, set.read());
            Map<SourceArena, String> others = compared.others();
            if (compared.stranger().isPresent() && !world().terminal().confirm(
                    "%s: %s. Is it its venti all the same?".formatted(conf, compared.stranger().get()))) {
                throw new CancelledException("nothing was changed");
            }
            if (!others.isEmpty()) {
                String named = others.values().stream().limit(NAMED).collect(Collectors.joining("; "));
                if (!world().terminal().confirm("%s: %d arenas are others than those on the discs of set '%s' (%s). "
                        .formatted(conf, others.size(), name, named) + "Is it its venti all the same?")) {
                    throw new CancelledException("nothing was changed");
                }
            }
            return source.arenas().size();
        }
    }
}
