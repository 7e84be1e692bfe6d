package org.arenavault.cli.devicecopy;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Without;
import org.arenavault.copy.CopyFolder;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.OwnSession;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** What the process in the background runs. */
@Command(name = "work", hidden = true, header = "Work on a copy. Started by the other commands.")
@Without(Without.Part.DRIVES)
final class DeviceCopyWorkCommand extends CopyCommand {

    @Parameters(paramLabel = "COPY", description = "Number of the copy.")
    private String name;

    DeviceCopyWorkCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        OwnSession.begin();
        CopyFolder copy = copies().find(name);
        try {
            return exitCode(workers().run(copy));
        } catch (IOException | OwnFileException e) {
            copy.tellFailure(ExitCode.text(e));
            throw e;
        }
    }
}
