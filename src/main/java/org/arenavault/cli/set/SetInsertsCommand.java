package org.arenavault.cli.set;

import java.io.IOException;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.cli.disc.InsertOptions;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code set inserts}: {@code disc insert} of all discs. */
@Command(name = "inserts", header = "Print what goes into the cases of a set's discs.", mixinStandardHelpOptions = true,
        description = "A page for each disc, as 'disc insert' prints it for one.",
        footer = {"", "Examples:", "  arenavault set inserts home -o home.html",
            "  arenavault set inserts home --label"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class SetInsertsCommand extends VaultCommand {

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    @Mixin
    private InsertOptions options;

    SetInsertsCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        BackupSet set = set(name);
        SetState state = set.look();
        return options.print(this, set, state, List.copyOf(state.discs()));
    }
}
