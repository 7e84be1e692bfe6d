package org.arenavault.cli.set;

import java.io.IOException;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Count;
import org.arenavault.report.SetReport;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscLayout;
import org.arenavault.sets.SetState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set check}. */
@Command(name = "check", header = "Check a set's description and every line of its ledger.",
        mixinStandardHelpOptions = true,
        description = {"Reads the whole ledger against its sums, and looks whether its discs can be.",
            "No disc is needed."},
        footer = {"", "Example:", "  arenavault set check home"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class SetCheckCommand extends VaultCommand {

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    SetCheckCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        BackupSet set = set(name);
        SetState state = set.read();
        List<String> problems = DiscLayout.problems(state);
        if (globals().json()) {
            context().print(new SetReports.Check(name, state.lines(), state.discs().size(), problems, state.newer()));
        } else {
            problems.forEach(problem -> out().printf("PROBLEM: %s%n", problem));
            SetReport.ledgerNotes(state).forEach(note -> out().printf("note: %s%n", note));
            out().printf("%s: %s, %s, %s.%n", name, Count.of(state.lines(), "line"),
                    Count.of(state.discs().size(), "disc"),
                    problems.isEmpty() ? "all sums hold" : Count.of(problems.size(), "problem"));
        }
        return ExitCode.of(problems.isEmpty());
    }
}
