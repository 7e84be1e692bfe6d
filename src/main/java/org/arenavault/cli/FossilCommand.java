package org.arenavault.cli;

import picocli.CommandLine.Command;

/** Fossils: their partitions and consoles. */
@Command(name = "fossil", header = "Look at a fossil's partition, reset it to an archive, drive its console.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true,
        subcommands = {FossilLastCommand.class, FossilInfoCommand.class, FossilUsageCommand.class,
            FossilResetCommand.class, FossilUndoCommand.class, FossilCopyCommand.class, FossilConsoleCommand.class,
            FossilStartCommand.class, FossilSnapCommand.class, FossilSyncCommand.class, FossilHaltCommand.class,
            FossilWatchCommand.class})
final class FossilCommand {
}
