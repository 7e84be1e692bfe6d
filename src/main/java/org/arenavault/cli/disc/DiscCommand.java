package org.arenavault.cli.disc;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** The discs of a set. */
@Command(name = "disc", header = "Look at the discs of a set; say what became of them and where they are.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
public final class DiscCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("list", DiscListCommand.class),
                new Below("show", DiscShowCommand.class),
                new Below("insert", DiscInsertCommand.class),
                new Below("complete", DiscCompleteCommand.class),
                new Below("kit", DiscKitCommand.class),
                new Below("mark", DiscMarkCommand.class),
                new Below("move", DiscMoveCommand.class));
    }
}
