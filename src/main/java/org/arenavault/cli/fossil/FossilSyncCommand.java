package org.arenavault.cli.fossil;

import java.io.IOException;
import java.time.Duration;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.FossilConsole;
import org.arenavault.io.Plain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fossil sync}. */
@Command(name = "sync", header = "Have a fossil write to its disk what it has in memory.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  arenavault fossil sync 9p:plan9:5640//srv/fscons"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class FossilSyncCommand extends VaultCommand {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Parameters(paramLabel = "CONSOLE", description = "Where the console is; see 'fossil console'.")
    private String console;

    FossilSyncCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        try (FossilConsole fossil = FossilConsoles.open(console, PATIENCE, world())) {
            fossil.run("fsys all sync", PATIENCE).forEach(line -> out().println(Plain.field(line.strip())));
        }
        return ExitCode.DONE;
    }
}
