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

/** {@code drive eject}. */
@Command(name = "eject", header = "Put the disc of a drive out.", mixinStandardHelpOptions = true,
        description = "A drive that another program uses is left alone.",
        footer = {"", "Example:", "  arenavault drive eject /dev/sr0"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class DriveEjectCommand extends VaultCommand {

    @Parameters(paramLabel = "DEVICE", description = "The drive.")
    private String device;

    DriveEjectCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        DeviceName name = DeviceName.parse(device);
        try (OpticalDrive drive = context().devices().drive(name, DriveUse.DEFAULT, world())) {
            drive.eject();
            out().printf("%s: the disc is out.%n", name);
        }
        return ExitCode.DONE;
    }
}
