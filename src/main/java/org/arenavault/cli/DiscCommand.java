package org.arenavault.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** The discs of a set. */
@Command(name = "disc", header = "Look at the discs of a set; say what became of them and where they are.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
final class DiscCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("list", DiscListCommand.class),
                new Below("show", DiscShowCommand.class),
                new Below("mark", DiscMarkCommand.class),
                new Below("move", DiscMoveCommand.class));
    }
}
