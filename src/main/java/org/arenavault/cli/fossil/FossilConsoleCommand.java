package org.arenavault.cli.fossil;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.FossilConsole;
import org.arenavault.io.Plain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code fossil console}. */
@Command(name = "console", header = "Run commands on a fossil's console.", mixinStandardHelpOptions = true,
        description = {"CONSOLE is serial:DEVICE[,RATE], tcp:HOST:PORT, unix:PATH, a file of a 9P server such as "
            + "9p:HOST//srv/fscons or 9p:unix!SOCKET//fscons, or exec: and a command such as ssh.", "",
            "Prints what the console answers; its errors have no codes, so that the exit code is 0 all the same."},
        footer = {"", "Examples:", "  arenavault fossil console serial:/dev/ttyS0,115200 \"fsys main df\" who",
            "  arenavault fossil console tcp:fossil:2323 epoch",
            "  arenavault fossil console 9p:plan9:5640//srv/fscons \"fsys main df\""})
@Without({Without.Part.VAULT, Without.Part.PROGRESS})
final class FossilConsoleCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "CONSOLE", description = "Where the console is.")
    private String console;

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "COMMAND", description = "What to run, a line each.")
    private List<String> commands;

    @Option(names = "--timeout", paramLabel = "SECONDS", defaultValue = "30",
            description = "How long an answer may take. Default: ${DEFAULT-VALUE}.")
    private long timeout;

    FossilConsoleCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        Duration patience = Duration.ofSeconds(timeout);
        try (FossilConsole fossil = FossilConsoles.open(console, patience, world())) {
            for (String command : commands) {
                fossil.run(command, patience).forEach(line -> out().println(Plain.field(line.strip())));
            }
        }
        return ExitCode.DONE;
    }
}
