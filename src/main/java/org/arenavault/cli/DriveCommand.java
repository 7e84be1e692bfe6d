package org.arenavault.cli;

import picocli.CommandLine.Command;

/** The drives. */
@Command(name = "drive", header = "Look at drives; emulate one.", synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {DriveEmulateCommand.class, DriveInsertCommand.class})
final class DriveCommand {
}
