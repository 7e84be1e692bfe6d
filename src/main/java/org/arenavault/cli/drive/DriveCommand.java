package org.arenavault.cli.drive;

import java.util.List;
import org.arenavault.cli.common.CommandGroup;
import picocli.CommandLine.Command;

/** The drives. */
@Command(name = "drive", header = "Look at drives, open and close them; emulate one.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
public final class DriveCommand implements CommandGroup {

    @Override
    public List<Below> below() {
        return List.of(
                new Below("list", DriveListCommand.class),
                new Below("info", DriveInfoCommand.class),
                new Below("load", DriveLoadCommand.class),
                new Below("eject", DriveEjectCommand.class),
                new Below("format", DriveFormatCommand.class),
                new Below("close-session", DriveCloseSessionCommand.class),
                new Below("finalise", DriveFinaliseCommand.class),
                new Below("emulate", DriveEmulateCommand.class),
                new Below("insert", DriveInsertCommand.class));
    }
}
