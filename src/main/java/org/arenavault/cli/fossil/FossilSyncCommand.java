package org.arenavault.cli.fossil;

import java.io.IOException;
import java.time.Duration;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.fossil.ConsoleAddress;
import org.arenavault.fossil.FossilConsole;
import org.arenavault.io.Plain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fossil sync}. */
@Command(name = "sync", header = "Have a fossil write to its disk what it has in memory.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  arenavault fossil sync tcp:fossil:2323"})
final class FossilSyncCommand extends VaultCommand {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Parameters(paramLabel = "CONSOLE", description = "Where the console is; see 'fossil console'.")
    private String console;

    FossilSyncCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        try (FossilConsole fossil = FossilConsole.open(ConsoleAddress.open(console), PATIENCE, world().stop())) {
            fossil.run("fsys all sync", PATIENCE).forEach(line -> out().println(Plain.field(line.strip())));
        }
        return ExitCode.DONE;
    }
}
