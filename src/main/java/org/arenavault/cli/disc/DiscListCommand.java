package org.arenavault.cli.disc;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DiscText;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.report.json.DiscReports;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code disc list}. */
@Command(name = "list", header = "List the discs of a set.", mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  arenavault disc list home"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DiscListCommand extends VaultCommand {

    @Parameters(paramLabel = "SET", description = "The set.")
    private String name;

    DiscListCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        SetState state = set(name).look();
        if (globals().json()) {
            context().print(new DiscReports.Listing(name, DiscReports.Disc.of(state.discs())));
            return ExitCode.DONE;
        }
        for (DiscRecord disc : state.discs()) {
            out().println(DiscText.line(disc));
        }
        if (state.discs().isEmpty()) {
            out().printf("no discs yet; 'arenavault backup %s%s' begins the first%n", name,
                    set(name).deviceArgument());
        }
        return ExitCode.DONE;
    }
}
