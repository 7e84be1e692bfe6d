package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import org.arenavault.io.Count;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code set show}. */
@Command(name = "show", header = "Show what a set is and what is on its discs.", mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  arenavault set show home"})
final class SetShowCommand extends VaultCommand {

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    SetShowCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        BackupSet set = set(name);
        SetState state = set.look();
        SetConfig config = set.config();
        if (globals().json()) {
            ObjectNode json = Session.json("set.show.1").put("set", name).put("uuid", config.set().toString())
                    .put("store", config.store().toString()).put("conf", config.source().conf())
                    .put("medium", config.medium().name()).put("device", config.medium().device())
                    .put("ledger_lines", state.lines()).put("foreign", config.foreign());
            config.source().arenas().forEach(json.putArray("arenas")::add);
            ArrayNode discs = json.putArray("discs");
            state.discs().forEach(disc -> DiscText.put(disc, discs.addObject()));
            session().print(json);
            return ExitCode.DONE;
        }
        out().printf("set %s, %s, of store %s%n", name, config.set(), config.store());
        out().printf("  source  %s%s%n", config.foreign() ? "foreign, not opened: " : "",
                config.sourceWords());
        out().printf("  medium  %s%s%n", config.medium().name(),
                config.medium().device().isEmpty() ? "" : ", recorded by " + config.medium().device());
        out().printf("  ledger  %s, in %s%n", Count.of(state.lines(), "line"), set.folder());
        state.discs().forEach(disc -> {
            out().println(DiscText.line(disc));
            disc.tracks().forEach(track -> out().println(DiscText.line(track)));
        });
        return ExitCode.DONE;
    }
}
