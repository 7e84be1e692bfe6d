package org.arenavault.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.Optional;
import org.arenavault.changer.Devices;
import org.arenavault.changer.DriveUse;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.media.DeviceName;
import org.arenavault.optical.DiscState;
import org.arenavault.optical.OpticalDrive;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code drive info}. */
@Command(name = "info", header = "Show what a drive says of itself and of the disc in it.",
        mixinStandardHelpOptions = true, sortOptions = false,
        footer = {"", "Examples:", "  arenavault drive info /dev/sr0", "  arenavault drive info /dev/sr0 --raw"})
final class DriveInfoCommand extends VaultCommand {

    @Parameters(paramLabel = "DEVICE", description = "The drive.")
    private String device;

    @Option(names = "--raw", description = "Show every answer of the drive in hexadecimal as well.")
    private boolean raw;

    DriveInfoCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        DeviceName name = DeviceName.parse(device);
        RawAnswers answers = new RawAnswers();
        Devices devices = raw ? session().devices().through(answers::tap) : session().devices();
        try (OpticalDrive drive = devices.drive(name, DriveUse.DEFAULT, world())) {
            Optional<DiscState> disc = disc(drive);
            if (globals().json()) {
                ObjectNode json = Session.json("drive.info.1").put("device", name.text());
                DriveText.put(drive, disc, json);
                if (raw) {
                    answers.put(json.putArray("raw"));
                }
                session().print(json);
            } else {
                out().printf("%s%n", name);
                DriveText.print(drive, disc, out());
                answers.print(out());
            }
        }
        return ExitCode.DONE;
    }

    /** The disc; empty if there is none. */
    private static Optional<DiscState> disc(OpticalDrive drive) throws IOException {
        try {
            return Optional.of(drive.inspect());
        } catch (OperatorNeededException e) {
            if (e.need() != Need.NO_MEDIUM) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
