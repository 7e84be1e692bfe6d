package org.arenavault.cli.set;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** The sets themselves. */
@Command(name = "set",
        header = "Look at sets, choose how they are kept, carry them elsewhere, make their ledgers anew.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
public final class SetCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("list", SetListCommand.class),
                new Below("show", SetShowCommand.class),
                new Below("inserts", SetInsertsCommand.class),
                new Below("config", SetConfigCommand.class),
                new Below("import", SetImportCommand.class),
                new Below("rename", SetRenameCommand.class),
                new Below("remove", SetRemoveCommand.class),
                new Below("adopt", SetAdoptCommand.class),
                new Below("export", SetExportCommand.class),
                new Below("import-plan9", SetImportPlan9Command.class),
                new Below("rebuild", SetRebuildCommand.class),
                new Below("check", SetCheckCommand.class),
                new Below("catalog", SetCatalogCommand.class));
    }
}
