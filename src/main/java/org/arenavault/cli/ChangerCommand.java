package org.arenavault.cli;

import picocli.CommandLine.Command;

/** Changers. */
@Command(name = "changer", header = "Look into a changer or robot and move its discs.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {ChangerStatusCommand.class, ChangerInventoryCommand.class, ChangerLoadCommand.class,
            ChangerUnloadCommand.class, ChangerTransferCommand.class, ChangerTestCommand.class,
            ChangerCheckCommand.class, ChangerEmulateCommand.class})
final class ChangerCommand {
}
