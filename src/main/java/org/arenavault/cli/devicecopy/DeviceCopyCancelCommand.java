package org.arenavault.cli.devicecopy;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.Without;
import org.arenavault.copy.CopyFolder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code device-copy cancel}. */
@Command(name = "cancel", header = "Give a copy up. What was copied stays where it is.",
        mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  arenavault device-copy cancel 3"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DeviceCopyCancelCommand extends CopyCommand {

    @Parameters(arity = "0..1", paramLabel = "COPY", defaultValue = "",
            description = "Number or destination. Default: the one under way.")
    private String name;

    DeviceCopyCancelCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        CopyFolder copy = copies().find(name);
        return report(copy, CopyStops.stop(copy, CopyFolder.Request.CANCEL, world()));
    }
}
