package org.arenavault.cli;

import java.util.List;
import picocli.CommandLine.Command;

/** The sets themselves. */
@Command(name = "set",
        header = "Look at sets, choose how they are kept, carry them elsewhere, make their ledgers anew.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
final class SetCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("list", SetListCommand.class),
                new Below("show", SetShowCommand.class),
                new Below("config", SetConfigCommand.class),
                new Below("import", SetImportCommand.class),
                new Below("adopt", SetAdoptCommand.class),
                new Below("export", SetExportCommand.class),
                new Below("import-plan9", SetImportPlan9Command.class),
                new Below("rebuild", SetRebuildCommand.class),
                new Below("check", SetCheckCommand.class),
                new Below("catalog", SetCatalogCommand.class));
    }
}
