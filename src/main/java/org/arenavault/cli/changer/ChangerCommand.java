package org.arenavault.cli.changer;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** Changers. */
@Command(name = "changer", header = "Look into a changer or robot and move its discs.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class ChangerCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("status", ChangerStatusCommand.class),
                new Below("inventory", ChangerInventoryCommand.class),
                new Below("load", ChangerLoadCommand.class),
                new Below("unload", ChangerUnloadCommand.class),
                new Below("transfer", ChangerTransferCommand.class),
                new Below("test", ChangerTestCommand.class),
                new Below("check", ChangerCheckCommand.class),
                new Below("emulate", ChangerEmulateCommand.class));
    }
}
