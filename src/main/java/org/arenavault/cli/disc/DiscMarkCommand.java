package org.arenavault.cli.disc;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.SetFiles;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.report.json.DiscReports;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code disc mark}. */
@Command(name = "mark", header = "Say that a disc is lost, found, retired or damaged.", mixinStandardHelpOptions = true,
        description = {"A lost, retired or damaged disc no longer counts: 'backup' records what was on it again, on a "
            + "disc of a new number. A disc that is found counts again."},
        footer = {"", "Example:", "  arenavault disc mark home 2 lost"})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DiscMarkCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "SET", description = "The set.")
    private String name;

    @Parameters(index = "1", paramLabel = "N", description = "The disc's number.")
    private int number;

    @Parameters(index = "2", paramLabel = "lost|found|retired|damaged", description = "What became of it.")
    private DiscMark mark;

    DiscMarkCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        try (LockedSet set = set(name).lock();
                SetFiles files = new SetFiles(set, world())) {
            set.state().existing(number);
            files.locked().ledger().append(new LedgerEvent.Marked(number, mark));
            tell(DiscReports.Marked.of(name, set.state().existing(number)), "%s is marked %s.".formatted(
                    set.state().header().name().disc(number), mark));
        }
        return ExitCode.DONE;
    }
}
