package org.arenavault.cli.drive;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.changer.Devices;
import org.arenavault.changer.DriveUse;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.DeviceName;
import org.arenavault.optical.DiscState;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.report.json.DriveReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drive info}. */
@Command(name = "info", header = "Show what a drive says of itself and of the disc in it.",
        mixinStandardHelpOptions = true, sortOptions = false,
        footer = {"", "Examples:", "  arenavault drive info /dev/sr0", "  arenavault drive info /dev/sr0 --raw"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class DriveInfoCommand extends VaultCommand {

    @Parameters(paramLabel = "DEVICE", description = "The drive.")
    private String device;

    @Option(names = "--raw", description = "Show every answer of the drive in hexadecimal as well.")
    private boolean raw;

    DriveInfoCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        DeviceName name = DeviceName.parse(device);
        RawAnswers answers = new RawAnswers();
        Devices devices = raw ? context().devices().through(answers::tap) : context().devices();
        try (OpticalDrive drive = devices.drive(name, DriveUse.DEFAULT, world())) {
            Optional<DiscState> disc = DriveText.disc(drive);
            if (globals().json()) {
                DriveReports.Info info = DriveReports.Info.of(name.text(), drive, disc);
                context().print(raw ? info.with(answers.report()) : info);
            } else {
                out().printf("%s%n", name);
                DriveText.print(drive, disc, out());
                answers.print(out());
            }
        }
        return ExitCode.DONE;
    }
}
