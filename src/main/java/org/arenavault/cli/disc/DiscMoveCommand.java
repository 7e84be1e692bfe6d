package org.arenavault.cli.disc;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.UsageException;
import org.arenavault.report.json.DiscReports;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code disc move}. */
@Command(name = "move", header = "Say where a disc is kept.", mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  arenavault disc move home 2 \"bank vault, box 7\""})
@Without({Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DiscMoveCommand extends VaultCommand {

    private static final int LONGEST = 1000;
    /** What Java makes of bytes that are no text in the locale: what was typed is lost. */
    private static final char UNREADABLE = '\uFFFD';

    @Parameters(index = "0", paramLabel = "SET", description = "The set.")
    private String name;

    @Parameters(index = "1", paramLabel = "N", description = "The disc's number.")
    private int number;

    @Parameters(index = "2", paramLabel = "PLACE", description = "Where it is kept from now on.")
    private String place;

    DiscMoveCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (place.length() > LONGEST || place.chars().anyMatch(Character::isISOControl)) {
            throw new UsageException("PLACE is to be one line of at most %d characters".formatted(LONGEST));
        }
        if (place.indexOf(UNREADABLE) >= 0) {
            throw new UsageException("PLACE has letters that cannot be read in this locale; set LC_ALL to one that is "
                    + "installed and has them, such as C.UTF-8");
        }
        try (LockedSet set = set(name).lock()) {
            set.state().existing(number);
            set.ledger().append(new LedgerEvent.Moved(number, place));
            tell(DiscReports.Moved.of(name, set.state().existing(number)), "%s is kept at: %s".formatted(
                    set.state().header().name().disc(number), place));
        }
        return ExitCode.DONE;
    }
}
