package org.arenavault.cli.fossil;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.FossilConsole;
import org.arenavault.fossil.FossilStart;
import org.arenavault.io.Plain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fossil start}. */
@Command(name = "start", header = "Have a fossil open its file system and serve it.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"The fossil runs already and waits at its console; it is told the partition, how to take "
            + "snapshots, and whom to serve. After each step it is asked whether it took it: it ends with 1 if the "
            + "file system is not open and served as wished. One that is open already is left alone.", "",
            "srv -A serves without authentication, and listen with it does the same: say it only where it is meant."},
        footer = {"", "Examples:", "  arenavault fossil start serial:/dev/ttyS0 /dev/sdC0/fossil --srv fossil",
            "  arenavault fossil start unix:/tmp/fscons /var/fossil.img --venti tcp!127.0.0.1!17034 --snaptime \"\" "
            + "--listen tcp!127.0.0.1!564"})
@Without({Without.Part.VAULT, Without.Part.PROGRESS, Without.Part.DRIVES})
final class FossilStartCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "CONSOLE", description = "Where the console is; see 'fossil console'.")
    private String console;

    @Parameters(index = "1", paramLabel = "PARTITION", description = "The partition, as the fossil's machine calls it.")
    private String partition;

    @Option(names = "--fsys", paramLabel = "NAME", defaultValue = "main",
            description = "The file system. Default: ${DEFAULT-VALUE}.")
    private String system;

    @Option(names = "--venti", paramLabel = "HOST", defaultValue = "",
            description = "The venti that it archives to. Default: what the fossil's own environment says.")
    private String venti;

    @Option(names = "--cache", paramLabel = "BLOCKS", defaultValue = "9000",
            description = "Blocks of its cache. Default: ${DEFAULT-VALUE}.")
    private int cache;

    @Option(names = "--snaptime", paramLabel = "OPTIONS", defaultValue = "-s 60 -a 0500 -t 2880",
            description = "When it takes snapshots, as its command snaptime has it; empty: never by itself. Default: "
                    + "${DEFAULT-VALUE}.")
    private String snapshots;

    @Option(names = "--srv", paramLabel = "SERVICE", description = "Serve as this name, with its flags before it.")
    private List<String> services = List.of();

    @Option(names = "--listen", paramLabel = "DIAL", description = "Serve at this address, such as tcp!*!564.")
    private List<String> dials = List.of();

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "60",
            description = "How long an answer may take. Default: ${DEFAULT-VALUE}.")
    private long timeout;

    FossilStartCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        FossilStart start = new FossilStart(system, partition, venti, cache, snapshots, services, dials);
        Duration patience = Duration.ofSeconds(timeout);
        try (FossilConsole fossil = FossilConsoles.open(console, patience, world())) {
            start.run(fossil, patience).forEach(line -> out().println(Plain.field(line.strip())));
        }
        out().printf("%s is open%s.%n", system, services.isEmpty() && dials.isEmpty() ? "" : " and served");
        return ExitCode.DONE;
    }
}
