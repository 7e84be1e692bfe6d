package org.arenavault.cli.fossil;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.ScoreArgument;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code fossil reset}. */
@Command(name = "reset", header = "Make a partition a fossil whose live tree is an archive.",
        mixinStandardHelpOptions = true, sortOptions = false,
        description = {"Does what flfmt -v does. All that the old fossil held and did not archive is lost: its live "
            + "tree, and its temporary snapshots.",
            "Nothing is written before the whole tree was found in the venti, and what is written over was kept in a "
            + "file; 'fossil undo' puts it back."},
        footer = {"", "Examples:", "  arenavault fossil reset last /dev/sdc2 --host tcp!192.168.0.99!17034",
            "  arenavault fossil reset 9ab9122c standby.img --conf /etc/venti.conf --deep",
            "  arenavault fossil reset last /dev/sdc2 --host venti --halt unix:/srv/fscons"})
@Without(Without.Part.DRIVES)
final class FossilResetCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "SCORE",
            description = ScoreArgument.MEANING)
    private String text;

    @Parameters(index = "1", paramLabel = "PARTITION", description = "The partition to reset.")
    private Path path;

    @Mixin
    private ResetOptions options;

    FossilResetCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        options.reset(this, ScoreArgument.parse(text, this), path);
        return ExitCode.DONE;
    }
}
