package org.arenavault.cli.set;

import static org.arenavault.report.Table.Align.LEFT;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Outcome;
import org.arenavault.report.Table;
import org.arenavault.report.json.SetReports;
import org.arenavault.sets.SetConfig;
import picocli.CommandLine.Command;

/** {@code set list}. */
@Command(name = "list", header = "List the sets of the vault.", mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  arenavault set list", "  arenavault set list --vault /srv/vault --json"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class SetListCommand extends VaultCommand {

    SetListCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        List<SetReports.Entry> sets = new ArrayList<>();
        Table table = Table.of(LEFT, LEFT, LEFT, LEFT);
        Outcome read = withEach(vault().names(), set -> {
            SetConfig config = set.config();
            sets.add(SetReports.Entry.of(set.name(), config));
            if (!globals().json()) {
                table.row(set.name(), config.medium().name(), config.set(), config.foreign() ? "foreign" : "");
            }
        });
        if (globals().json()) {
            context().print(new SetReports.Listing(sets));
        }
        table.print(out());
        return ExitCode.of(read);
    }
}
