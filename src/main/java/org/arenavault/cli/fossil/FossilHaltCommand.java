package org.arenavault.cli.fossil;

import java.io.IOException;
import java.time.Duration;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.FossilConsole;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Plain;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fossil halt}. */
@Command(name = "halt", header = "Sync and freeze a fossil before its machine is switched off.",
        mixinStandardHelpOptions = true,
        description = {"Ends with 1 unless all its file systems say that they are halted. Afterwards everybody who "
            + "uses it waits, until 'unhalt' on the console or its end. Not for jobs that run by themselves."},
        footer = {"", "Example:", "  arenavault fossil halt serial:/dev/ttyS0"})
@Without({Without.Part.VAULT, Without.Part.PROGRESS, Without.Part.DRIVES})
final class FossilHaltCommand extends VaultCommand {

    private static final Duration PATIENCE = Duration.ofMinutes(10);

    @Parameters(paramLabel = "CONSOLE", description = "Where the console is; see 'fossil console'.")
    private String console;

    FossilHaltCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        try (FossilConsole fossil = FossilConsoles.open(console, PATIENCE, world())) {
            if (!world().terminal().confirm("Everybody who uses this fossil will wait. Halt it?")) {
                throw new CancelledException("it goes on");
            }
            fossil.halt(PATIENCE).forEach(line -> out().println(Plain.field(line.strip())));
        }
        return ExitCode.DONE;
    }
}
