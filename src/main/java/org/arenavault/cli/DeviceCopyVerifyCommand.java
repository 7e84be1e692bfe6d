package org.arenavault.cli;

import java.io.IOException;
import org.arenavault.copy.CopyFolder;
import org.arenavault.copy.CopyResumption;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code device-copy verify}. */
@Command(name = "verify", header = "Read a whole copy back once more and compare it with its digests.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"The source need not be here; where it is, the very blocks that differ are named."},
        footer = {"", "Examples:", "  arenavault device-copy verify 3 --foreground"})
final class DeviceCopyVerifyCommand extends CopyCommand {

    @Parameters(arity = "0..1", paramLabel = "COPY", defaultValue = "",
            description = "Number or destination. Default: the newest.")
    private String name;

    @Option(names = "--foreground", description = "Work in this terminal until it is done.")
    private boolean foreground;

    DeviceCopyVerifyCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        CopyFolder copy = copies().find(name);
        CopyResumption.verify(copy);
        return work(copy, foreground);
    }
}
