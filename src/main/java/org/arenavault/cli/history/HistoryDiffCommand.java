package org.arenavault.cli.history;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.history.Day;
import org.arenavault.history.History;
import org.arenavault.history.HistoryDiff;
import org.arenavault.history.HistoryFile;
import org.arenavault.history.Qid;
import org.arenavault.report.json.HistoryReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code history diff}. */
@Command(name = "diff", header = "Show what changed from one day to another.", mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {"A line for each file: a added, c other contents, m other owner, mode or date, d deleted; then "
            + "its path, qid, mode, owner, group, who changed it last, and length."},
        footer = {"", "Examples:", "  arenavault history diff 2004/0611 2004/0612 /n/dump"})
final class HistoryDiffCommand extends HistoryReadCommand {

    @Parameters(index = "0", paramLabel = "DAY1", description = "The earlier day.")
    private String first;

    @Parameters(index = "1", paramLabel = "DAY2", description = "The later day.")
    private String second;

    @Parameters(index = "2", paramLabel = "HISTORY", description = "Which history.")
    private String name;

    HistoryDiffCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        return with(name);
    }

    @Override
    int run(History history, Path scratch) throws IOException {
        List<HistoryReports.Changed> changes = new ArrayList<>();
        List<HistoryReports.Unread> unread = new ArrayList<>();
        new HistoryDiff((change, path, file) -> {
            if (globals().json()) {
                changes.add(HistoryReports.Changed.of(change, path, file));
            } else {
                HistoryFile.Attributes a = file.attributes();
                String qid = file.qid().map(Qid::toString).orElse("-");
                out().printf("%c %s %s %s %s %s %s %d%n", change.letter(), path, qid, a.mode(), a.uid(), a.gid(),
                        a.muid(), file.size());
            }
        }, (path, reason) -> {
            unread.add(new HistoryReports.Unread(path, reason));
            world().terminal().print("arenavault: %s: cannot be compared: %s".formatted(path, reason));
        }, world().stop()).run("", history.open(Day.parse(first)), history.open(Day.parse(second)));
        if (globals().json()) {
            context().print(new HistoryReports.Diff(first, second, changes, unread));
        }
        return ExitCode.of(unread.isEmpty());
    }
}
