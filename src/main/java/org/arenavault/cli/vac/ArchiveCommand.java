package org.arenavault.cli.vac;

import java.io.IOException;
import org.arenavault.cli.common.BlockOptions;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.OpenBlocks;
import org.arenavault.cli.common.ScoreArgument;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.ShellWord;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.VacArchive;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What the commands on archives have: a root score and a place to read blocks from. */
abstract class ArchiveCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "SCORE", description = ScoreArgument.MEANING)
    private String root;

    @Mixin
    private BlockOptions blocks;

    ArchiveCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected final int run() throws IOException {
        Score score = ScoreArgument.parse(root, this);
        try (OpenBlocks open = blocks.open(this)) {
            return run(score, open);
        }
    }

    /** Does it with the blocks at hand. */
    abstract int run(Score score, OpenBlocks open) throws IOException;

    /** The archive of the root. */
    VacArchive archive(Score score, OpenBlocks open) throws IOException {
        return VacArchive.open(open.source(), score, world().stop());
    }

    /** How another command on archives is told this root, a path below it, and the place to read from. */
    String again(String path) {
        return "%s %s%s".formatted(ShellWord.of(root), ShellWord.of(path), blocks.words());
    }

    /** Tells of something damaged. */
    void problem(String text) {
        world().terminal().print("arenavault: " + text);
    }
}
