package org.arenavault.cli.history;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.cli.common.BlockOptions;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.OpenBlocks;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.history.History;
import org.arenavault.history.ScratchFolder;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.Environment;
import org.arenavault.io.PlainFiles;
import picocli.CommandLine.Mixin;

/** What the commands have that read one history. */
abstract class HistoryReadCommand extends VaultCommand {

    @Mixin
    private BlockOptions blocks;

    HistoryReadCommand(CommandContext context) {
        super(context);
    }

    /** Opens the history that {@code text} names, and works with it. */
    int with(String text) throws IOException {
        try (ScratchFolder scratch = new ScratchFolder(scratchParent())) {
            if (HistoryArgument.isElsewhere(text)) {
                try (History history = HistoryArgument.elsewhere(text, scratch.path(), world().stop())) {
                    return run(history, scratch.path());
                }
            }
            try (OpenBlocks open = blocks.open(this);
                    History history = HistoryArgument.stored(text, open.source(), scratch.path(), this)) {
                return run(history, scratch.path());
            }
        }
    }

    /** The blocks that the options name, once more. */
    OpenBlocks openBlocks() throws IOException {
        return blocks.open(this);
    }

    private static Path scratchParent() throws IOException {
        Path parent = Environment.temporary();
        if (!PlainFiles.isFolder(parent)) {
            DurableFiles.createFolder(parent);
        }
        return parent;
    }

    /** Works with the history. */
    abstract int run(History history, Path scratch) throws IOException;
}
