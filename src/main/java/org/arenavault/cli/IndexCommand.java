package org.arenavault.cli;

import picocli.CommandLine.Command;

/** The index of a venti, without a server. */
@Command(name = "index", header = "Build a venti's index from its arenas, or check it against them.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true,
        subcommands = {IndexBuildCommand.class, IndexCheckCommand.class})
final class IndexCommand {
}
