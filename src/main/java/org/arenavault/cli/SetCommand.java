package org.arenavault.cli;

import picocli.CommandLine.Command;

/** The sets themselves. */
@Command(name = "set", header = "Look at sets, carry them elsewhere, make their ledgers anew.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true,
        subcommands = {SetListCommand.class, SetShowCommand.class, SetImportCommand.class, SetAdoptCommand.class,
            SetExportCommand.class,
            SetImportPlan9Command.class, SetRebuildCommand.class, SetCheckCommand.class,
            SetCatalogCommand.class})
final class SetCommand {
}
