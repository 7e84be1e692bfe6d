package org.arenavault.cli;

import picocli.CommandLine.Command;

/** The discs of a set. */
@Command(name = "disc", header = "Look at the discs of a set; say what became of them and where they are.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true,
        subcommands = {DiscListCommand.class, DiscShowCommand.class, DiscMarkCommand.class, DiscMoveCommand.class})
final class DiscCommand {
}
