package org.arenavault.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.Outcome;
import org.arenavault.report.SetReport;
import org.arenavault.report.SetReportText;
import org.arenavault.report.json.StatusReport;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code status}: how the sets stand. */
@Command(name = "status", header = "Show what is sealed, on disc, verified; what is on no disc, and what to do.",
        mixinStandardHelpOptions = true,
        description = {"Reads ledgers, and heads and tails of the venti's arenas; no disc and no server is needed. A "
            + "server whose page the set names is asked as well.",
            "An arena counts as on disc once its track is closed, and as verified once it was read back and "
                + "found right."},
        footer = {"", "Examples:", "  arenavault status", "  arenavault status home --json",
            "  arenavault status home --flush"})
final class StatusCommand extends VaultCommand {

    @Parameters(arity = "0..1", paramLabel = "SET", description = "The set; all sets where none is named.")
    private String name = "";

    @Option(names = "--flush", description = "Have the server flush its index first, so that full arenas are sealed; "
            + "it is the one whose page the set names. That can take minutes.")
    private boolean flush;

    StatusCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        List<SetName> names = name.isEmpty() ? vault().names() : List.of(SetName.parse(name));
        List<StatusReport.SetStatus> sets = new ArrayList<>();
        List<StatusReport.Unread> unread = new ArrayList<>();
        SetLook look = new SetLook(this, flush);
        Turns turns = name.isEmpty() ? Turns.eachNamed() : Turns.of(1);
        for (SetName set : names) {
            boolean first = turns.outcome().asked() == 0;
            turns.takeOwn(() -> {
                BackupSet opened = vault().open(set);
                SetReport report = look.at(opened).report();
                if (globals().json()) {
                    sets.add(StatusReport.SetStatus.of(report, opened.config().foreign()));
                } else {
                    out().print(first ? "" : System.lineSeparator());
                    SetReportText.print(report, out());
                }
                return report.problems().isEmpty();
            }, reason -> {
                unread.add(new StatusReport.Unread(set.text(), reason));
                world().terminal().print("arenavault: set %s: %s".formatted(set, reason));
            });
        }
        if (globals().json()) {
            context().print(new StatusReport(sets, unread));
        } else if (names.isEmpty()) {
            out().printf("no sets in %s; begin one with 'arenavault init SET --conf VENTI.CONF --medium MEDIUM'%n",
                    vault().folder());
        }
        return ExitCode.of(turns.outcome().and(Outcome.of(look.hasFlushed())));
    }
}
