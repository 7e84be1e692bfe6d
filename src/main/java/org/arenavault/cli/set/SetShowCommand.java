package org.arenavault.cli.set;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DiscText;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Count;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set show}. */
@Command(name = "show", header = "Show what a set is and what is on its discs.", mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  arenavault set show home"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class SetShowCommand extends VaultCommand {

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    SetShowCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        BackupSet set = set(name);
        SetState state = set.look();
        SetConfig config = set.config();
        if (globals().json()) {
            context().print(SetReports.Show.of(name, config, state));
            return ExitCode.DONE;
        }
        out().printf("set %s, %s, of store %s%n", name, config.set(), config.store());
        out().printf("  source  %s%s%n", config.foreign() ? "foreign, not opened: " : "",
                config.sourceText());
        out().printf("  medium  %s%s%n", config.medium().name(),
                config.medium().device().isEmpty() ? "" : ", recorded by " + config.medium().device());
        out().printf("  ledger  %s, in %s%n", Count.of(state.lines(), "line"), set.folder());
        state.discs().forEach(disc -> DiscText.print(disc, out()));
        return ExitCode.DONE;
    }
}
