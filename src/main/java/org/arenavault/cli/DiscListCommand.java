package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code disc list}. */
@Command(name = "list", header = "List the discs of a set.", mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  arenavault disc list home"})
final class DiscListCommand extends VaultCommand {

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    DiscListCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        SetState state = set(name).look();
        if (globals().json()) {
            ObjectNode json = Session.json("disc.list.1").put("set", name);
            ArrayNode discs = json.putArray("discs");
            state.discs().forEach(disc -> DiscText.put(disc, discs.addObject()));
            session().print(json);
            return ExitCode.DONE;
        }
        for (DiscRecord disc : state.discs()) {
            out().println(DiscText.line(disc));
        }
        if (state.discs().isEmpty()) {
            out().printf("no discs yet; 'arenavault backup %s%s' begins the first%n", name,
                    set(name).config().deviceArgument());
        }
        return ExitCode.DONE;
    }
}
