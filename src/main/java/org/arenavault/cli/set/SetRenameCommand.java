package org.arenavault.cli.set;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set rename}. */
@Command(name = "rename", header = "Give a set another name in this vault.", mixinStandardHelpOptions = true,
        description = "Commands know it by the new name from then on. Its discs keep the name that stands on them and "
            + "on their labels, and so do those that it gets later: home-001 stays home-001.",
        footer = {"", "Example:", "  arenavault set rename home attic"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class SetRenameCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "SET", description = "The set.")
    private String name;

    @Parameters(index = "1", paramLabel = "NEW", description = "Its new name.")
    private String other;

    SetRenameCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        BackupSet set = vault().rename(SetName.parse(name), SetName.parse(other));
        SetName discs = set.look().header().name();
        tell(new SetReports.Renamed(set.name().text(), name, set.folder(), discs.text()),
                "Set %s is called %s now. Its discs keep their names: %s and so on.".formatted(name, set.name(),
                        discs.disc(1)));
        return ExitCode.DONE;
    }
}
