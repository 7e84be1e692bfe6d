package org.arenavault.cli;

import picocli.CommandLine.Command;

/** The drives. */
@Command(name = "drive", header = "Look at drives, open and close them; emulate one.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true,
        subcommands = {DriveListCommand.class, DriveInfoCommand.class, DriveLoadCommand.class,
            DriveEjectCommand.class, DriveFormatCommand.class, DriveCloseSessionCommand.class,
            DriveFinaliseCommand.class, DriveEmulateCommand.class, DriveInsertCommand.class})
final class DriveCommand {
}
