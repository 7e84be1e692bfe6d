package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetName;
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
        for (SetName name : vault().names()) {
            BackupSet set = vault().open(name);
            sets.addObject().put("set", name.text()).put("uuid", set.config().set().toString())
                    .put("store", set.config().store().toString()).put("medium", set.config().medium().name());
            if (!globals().json()) {
                out().printf("%-20s %-16s %s%n", name, set.config().medium().name(), set.config().set());
            }
        }
        if (globals().json()) {
            session().print(json);
        }
        return ExitCode.DONE;
    }
}
