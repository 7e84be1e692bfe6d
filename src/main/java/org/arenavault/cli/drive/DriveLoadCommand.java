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

/** {@code drive load}. */
@Command(name = "load", header = "Close the tray of a drive and wait until the disc is ready.",
        mixinStandardHelpOptions = true, footer = {"", "Example:", "  arenavault drive load /dev/sr0"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class DriveLoadCommand extends VaultCommand {

    @Parameters(paramLabel = "DEVICE", description = "The drive.")
    private String device;

    DriveLoadCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        DeviceName name = DeviceName.parse(device);
        try (OpticalDrive drive = context().devices().drive(name, DriveUse.DEFAULT, world())) {
            drive.load();
            out().printf("%s: the disc is ready.%n", name);
        }
        return ExitCode.DONE;
    }
}
