package org.arenavault.cli.disc;

import java.io.IOException;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code disc insert}. */
@Command(name = "insert", header = "Print what goes into a disc's case.", mixinStandardHelpOptions = true,
        description = {"120 x 120 mm and a spine: which disc of which set it is, since when, what is on it, where it "
            + "is kept, how it is read without the program, and a QR code that names it. HTML for a browser to print, "
            + "or SVG; or a few lines for a printer of labels.",
            "Root scores open everything on the discs: they are on it only with --with-scores."},
        footer = {"", "Examples:", "  arenavault disc insert home 3 -o home-003.html",
            "  arenavault disc insert home 3 --svg -o home-003.svg", "  arenavault disc insert home 3 --label"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DiscInsertCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "SET", description = "The set.")
    private String name;

    @Parameters(index = "1", paramLabel = "N", description = "The disc's number.")
    private int number;

    @Mixin
    private InsertOptions options;

    DiscInsertCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        BackupSet set = set(name);
        SetState state = set.look();
        return options.print(this, set, state, List.of(state.existing(number)));
    }
}
