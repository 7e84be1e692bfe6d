package org.arenavault.cli.set;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.backup.SourceGuard;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.Count;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.Policy;
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
@Without(Without.Part.PROGRESS)
final class SetAdoptCommand extends VaultCommand {

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
    protected int run() throws IOException {
        BackupSet set = vault().open(SetName.parse(name));
        SetConfig.Source source =
                new SetConfig.Source(conf.toAbsolutePath().normalize().toString(), List.of(),
                        Policy.SOURCE_INDEX_URL.parse(indexUrl), flush);
        List<Partition> partitions = source.partitions(world().disks());
        String recorder = set.config().recorder();
        if (!device.isEmpty()) {
            DeviceName parsed = DeviceName.parse(device);
            SourceGuard.check(parsed, partitions);
            recorder = parsed.text();
        }
        int arenas = SourceQuestion.ask(set, partitions, conf.toString(), world());
        set.adopt(source, recorder);
        if (globals().json()) {
            context().print(new SetReports.Adopted(name, set.config().sourceText(), arenas));
        } else {
            out().printf("Set %s is one of this site now: %s, from %s.%nNext: arenavault status %s%n", name,
                    Count.of(arenas, "arena"), set.config().sourceText(), name);
        }
        return ExitCode.DONE;
    }
}
