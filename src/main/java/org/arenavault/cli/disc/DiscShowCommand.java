package org.arenavault.cli.disc;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.DiscText;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.report.json.DiscReports;
import org.arenavault.sets.DiscRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code disc show}. */
@Command(name = "show", header = "Show what is on a disc.", mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  arenavault disc show home 3"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DiscShowCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "SET", description = "The set.")
    private String name;

    @Parameters(index = "1", paramLabel = "N", description = "The disc's number.")
    private int number;

    DiscShowCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        DiscRecord disc = set(name).look().existing(number);
        if (globals().json()) {
            context().print(DiscReports.Show.of(disc));
        } else {
            DiscText.print(disc, out());
            DiscText.history(disc).forEach(out()::println);
        }
        return ExitCode.DONE;
    }
}
