package org.arenavault.cli.fossil;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.fossil.OpenFiles;
import org.arenavault.fossil.UndoFile;
import org.arenavault.io.CancelledException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code fossil undo}. */
@Command(name = "undo", header = "Take a reset back.", mixinStandardHelpOptions = true,
        description = {"Puts back what 'fossil reset' wrote over. It is the old fossil again as long as no other "
            + "fossil has written to the partition since."},
        footer = {"", "Example:", "  arenavault fossil undo fossil-undo-1795304640 /dev/sdc2"})
@Without({Without.Part.VAULT, Without.Part.DRIVES})
final class FossilUndoCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "FILE", description = "What the reset kept.")
    private Path file;

    @Parameters(index = "1", paramLabel = "PARTITION", description = "The partition that was reset.")
    private Path path;

    FossilUndoCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        World world = world();
        Optional<Long> holder = OpenFiles.holder(path);
        if (holder.isPresent()) {
            throw new OperatorNeededException(OperatorNeededException.Need.LOCKED,
                    "%s: process %d has it open; halt and end that fossil first".formatted(path, holder.get()));
        }
        try (Storage partition = world.disks().openToWrite(path)) {
            UndoFile.check(file, partition, world.disks(), world.progress(), world.stop());
            if (!world.terminal().confirm("%s: what was written to it since the reset is lost. Take the reset back?"
                    .formatted(path))) {
                throw new CancelledException("nothing was written");
            }
            UndoFile.restore(file, partition, world.disks(), world.progress(), world.stop());
        }
        out().printf("%s is as it was before the reset.%n", path);
        return ExitCode.DONE;
    }
}
