package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.history.Day;
import org.arenavault.history.History;
import org.arenavault.history.HistoryDiff;
import org.arenavault.history.HistoryFile;
import org.arenavault.history.Qid;
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

    HistoryDiffCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        return with(name);
    }

    @Override
    int run(History history, Path scratch) throws IOException {
        ObjectNode json = Session.json("history.diff.1").put("from", first).put("to", second);
        ArrayNode changes = json.putArray("changes");
        ArrayNode unread = json.putArray("unread");
        new HistoryDiff((change, path, file) -> {
            HistoryFile.Attributes a = file.attributes();
            String qid = file.qid().map(Qid::toString).orElse("-");
            if (globals().json()) {
                changes.addObject().put("change", String.valueOf(change.letter())).put("path", path)
                        .put("qid", qid).put("mode", a.mode().bits()).put("uid", a.uid().toString())
                        .put("gid", a.gid().toString()).put("muid", a.muid().toString()).put("mtime", a.mtime())
                        .put("size", file.size());
            } else {
                out().printf("%c %s %s %s %s %s %s %d%n", change.letter(), path, qid, a.mode(), a.uid(), a.gid(),
                        a.muid(), file.size());
            }
        }, (path, reason) -> {
            unread.addObject().put("path", path).put("reason", reason);
            world().terminal().say("arenavault: %s: cannot be compared: %s".formatted(path, reason));
        }, world().stop()).run("", history.open(Day.parse(first)), history.open(Day.parse(second)));
        if (globals().json()) {
            session().print(json);
        }
        return ExitCode.of(unread.isEmpty());
    }
}
