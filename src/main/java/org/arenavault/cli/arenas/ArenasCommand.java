package org.arenavault.cli.arenas;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** The arena partition itself, without a server. */
@Command(name = "arenas", header = "Look into arena partitions, check, format, take out, put in and repair arenas.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
public final class ArenasCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("list", ArenasListCommand.class),
                new Below("check", ArenasCheckCommand.class),
                new Below("format", ArenasFormatCommand.class),
                new Below("extract", ArenasExtractCommand.class),
                new Below("insert", ArenasInsertCommand.class),
                new Below("repair", ArenasRepairCommand.class));
    }
}
