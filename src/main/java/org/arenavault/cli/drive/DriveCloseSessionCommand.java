package org.arenavault.cli.drive;

import java.io.IOException;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.DeviceName;
import org.arenavault.optical.OpticalDrive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drive close-session}. */
@Command(name = "close-session", header = "Close the last session of a disc, so that plain readers see its tracks.",
        mixinStandardHelpOptions = true,
        description = "The disc stays appendable. No backup needs this: only a disc that is to be read elsewhere.",
        footer = {"", "Example:", "  arenavault drive close-session /dev/sr0"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class DriveCloseSessionCommand extends VaultCommand {

    @Parameters(paramLabel = "DEVICE", description = "The drive.")
    private String device;

    DriveCloseSessionCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        DeviceName name = DeviceName.parse(device);
        try (OpticalDrive drive = context().devices().drive(name, DriveUse.DEFAULT, world())) {
            drive.closeSession();
            out().printf("%s: the session is closed: %s%n", name, DriveText.inDrive(drive));
        }
        return ExitCode.DONE;
    }
}
