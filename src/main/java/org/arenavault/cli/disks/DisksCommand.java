package org.arenavault.cli.disks;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** Disks of Plan 9 machines. */
@Command(name = "disks", header = "Look into disks of Plan 9 machines: their partitions, and files in 9fat.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
public final class DisksCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("list", DisksListCommand.class),
                new Below("read", DisksReadCommand.class));
    }
}
