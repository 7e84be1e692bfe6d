package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.arenavault.io.Outcome;
import org.arenavault.sets.SetConfig;
import picocli.CommandLine.Command;

/** {@code set list}. */
@Command(name = "list", header = "List the sets of the vault.", mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  arenavault set list", "  arenavault set list --vault /srv/vault --json"})
final class SetListCommand extends VaultCommand {

    SetListCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        ObjectNode json = Session.json("set.list.1");
        ArrayNode sets = json.putArray("sets");
        Outcome read = withEach(vault().names(), set -> {
            SetConfig config = set.config();
            sets.addObject().put("set", set.name().text()).put("uuid", config.set().toString())
                    .put("store", config.store().toString()).put("medium", config.medium().name())
                    .put("foreign", config.foreign());
            if (!globals().json()) {
                out().printf("%-20s %-16s %s%s%n", set.name(), config.medium().name(), config.set(),
                        config.foreign() ? "  foreign" : "");
            }
        });
        if (globals().json()) {
            session().print(json);
        }
        return ExitCode.of(read);
    }
}
