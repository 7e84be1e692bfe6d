package org.arenavault.cli.set;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.SetName;
import org.arenavault.sets.Vault;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code set export}. */
@Command(name = "export", header = "Bundle a set's description and ledger for the other site.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  arenavault set export home home.tar.gz"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class SetExportCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "SET", description = "The set.")
    private String name;

    @Parameters(index = "1", paramLabel = "FILE", description = "The bundle, a tar.gz; it must not exist.")
    private Path file;

    @Option(names = "--with-scores", description = "Take the root scores in the ledger along. They open everything "
            + "on the discs: for a site that is to be able to restore on its own.")
    private boolean withScores;

    SetExportCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        vault().exportSet(SetName.parse(name), file.toAbsolutePath(),
                withScores ? Vault.Scores.INCLUDED : Vault.Scores.WITHHELD);
        tell(new SetReports.Exported(name, file, withScores), "Set %s is bundled in %s.".formatted(name, file));
        return ExitCode.DONE;
    }
}
