package org.arenavault.cli.vac;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.OpenBlocks;
import org.arenavault.cli.common.Without;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.BlockFile;
import org.arenavault.venti.vac.VacArchive;
import org.arenavault.venti.vac.VacFile;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code vac cat}: the bytes of a file. */
@Command(name = "cat", header = "Print a file of an archive.", mixinStandardHelpOptions = true, sortOptions = false,
        description = "Every block is checked against its score. Where one is missing, printing ends there, with exit "
                + "code 1; 'vac get' takes out what is left of such a file.",
        footer = {"", "Example:", "  arenavault vac cat home.vac lib/profile --host venti.example.org"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class VacCatCommand extends ArchiveCommand {

    private static final int PIECE = 64 << 10;

    @Parameters(index = "1", paramLabel = "PATH", description = "The file.")
    private String path;

    VacCatCommand(CommandContext context) {
        super(context);
    }

    @Override
    int run(Score score, OpenBlocks open) throws IOException {
        VacArchive archive = archive(score, open);
        VacFile file = archive.find(path);
        if (file.isDirectory()) {
            throw new UsageException(path + ": is a directory").next("arenavault vac ls %s".formatted(again(path)),
                    "lists it, 'arenavault vac get %s' takes it out".formatted(again(path)));
        }
        BlockFile content = archive.content(file, path);
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long at = 0;
        while (at < file.size() && !out().checkError()) {
            world().stop().check();
            int count = content.read(at, piece.clear());
            out().write(piece.array(), 0, count);
            at += count;
        }
        return ExitCode.DONE;
    }
}
