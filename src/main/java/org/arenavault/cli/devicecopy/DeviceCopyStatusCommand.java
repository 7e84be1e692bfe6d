package org.arenavault.cli.devicecopy;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.Without;
import org.arenavault.copy.CopyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code device-copy status}. */
@Command(name = "status", header = "Show how a copy stands: how far, how fast, how long still, what was bad.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  arenavault device-copy status", "  arenavault device-copy status 3 --json"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DeviceCopyStatusCommand extends CopyCommand {

    @Parameters(arity = "0..1", paramLabel = "COPY", defaultValue = "",
            description = "Number or destination. Default: the one under way, else the newest.")
    private String name;

    DeviceCopyStatusCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        CopyFolder copy = copies().find(name);
        return report(copy, copy.load());
    }
}
