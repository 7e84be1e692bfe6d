package org.arenavault.cli.history;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.history.Day;
import org.arenavault.history.History;
import org.arenavault.report.json.HistoryReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code history list}. */
@Command(name = "list", header = "List the days of a history.", mixinStandardHelpOptions = true, sortOptions = false,
        footer = {"", "Examples:", "  arenavault history list /n/dump",
            "  arenavault history list state:/var/lib/move --host newventi --json"})
final class HistoryListCommand extends HistoryReadCommand {

    @Parameters(paramLabel = "HISTORY", description = "Which history.")
    private String name;

    HistoryListCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        return with(name);
    }

    @Override
    int run(History history, Path scratch) throws IOException {
        if (globals().json()) {
            context().print(new HistoryReports.Listing(name, history.days().stream().map(Day::toString).toList()));
        } else {
            history.days().forEach(day -> out().println(day));
        }
        return ExitCode.DONE;
    }
}
