package org.arenavault.cli.drive;

import java.io.IOException;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code drive insert}. */
@Command(name = "insert", header = "Lay a disc into the tray of an emulated recorder.", mixinStandardHelpOptions = true,
        footer = {"", "Example:", "  arenavault drive insert emu:recorder 2"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS, Without.Part.DRIVES})
final class DriveInsertCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "emu:DIR", description = "The recorder.")
    private String device;

    @Parameters(index = "1", paramLabel = "DISC", description = "The disc, by its number in the folder.")
    private String disc;

    DriveInsertCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        DeviceName name = DeviceName.parse(device);
        if (name.kind() != DeviceName.Kind.EMULATED) {
            throw new UsageException(name + " is no emulated recorder; its discs are inserted by hand");
        }
        boolean done = EmulatedRecorder.insert(name.path(), disc, world().clock());
        out().printf(done ? "Disc %s lies in the tray.%n"
                : "Disc %s goes into the tray as soon as the program that uses the drive looks at it.%n", disc);
        return ExitCode.DONE;
    }
}
