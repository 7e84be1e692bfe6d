package org.arenavault.cli.fossil;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** Fossils: their partitions and consoles. */
@Command(name = "fossil", header = "Look at a fossil's partition, reset it to an archive, drive its console.",
        synopsisSubcommandLabel = "COMMAND", mixinStandardHelpOptions = true)
public final class FossilCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("last", FossilLastCommand.class),
                new Below("info", FossilInfoCommand.class),
                new Below("usage", FossilUsageCommand.class),
                new Below("reset", FossilResetCommand.class),
                new Below("undo", FossilUndoCommand.class),
                new Below("copy", FossilCopyCommand.class),
                new Below("console", FossilConsoleCommand.class),
                new Below("start", FossilStartCommand.class),
                new Below("snap", FossilSnapCommand.class),
                new Below("sync", FossilSyncCommand.class),
                new Below("halt", FossilHaltCommand.class),
                new Below("watch", FossilWatchCommand.class));
    }
}
