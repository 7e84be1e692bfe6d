package org.arenavault.cli;

import picocli.CommandLine.Command;

/** The arena partition itself, without a server. */
@Command(name = "arenas", header = "Look into arena partitions, check, format, take out and put in arenas.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true,
        subcommands = {ArenasListCommand.class, ArenasCheckCommand.class, ArenasFormatCommand.class,
            ArenasExtractCommand.class, ArenasInsertCommand.class})
final class ArenasCommand {
}
