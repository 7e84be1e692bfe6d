package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.history.Day;
import org.arenavault.history.History;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code history list}. */
@Command(name = "list", header = "List the days of a history.", mixinStandardHelpOptions = true, sortOptions = false,
        footer = {"", "Examples:", "  arenavault history list /n/dump",
            "  arenavault history list state:/var/lib/move --host newventi --json"})
final class HistoryListCommand extends HistoryReadCommand {

    @Parameters(paramLabel = "HISTORY", description = "Which history.")
    private String name;

    HistoryListCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        return with(name);
    }

    @Override
    int run(History history, Path scratch) throws IOException {
        ObjectNode json = Session.json("history.list.1").put("history", name);
        ArrayNode days = json.putArray("days");
        for (Day day : history.days()) {
            days.add(day.toString());
            if (!globals().json()) {
                out().println(day);
            }
        }
        if (globals().json()) {
            session().print(json);
        }
        return ExitCode.DONE;
    }
}
