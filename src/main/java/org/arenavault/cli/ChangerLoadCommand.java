package org.arenavault.cli;

import java.io.IOException;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.changer.MediumChanger;
import org.arenavault.media.DeviceName;
import org.arenavault.scsi.ElementStatus.Element;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code changer load}. */
@Command(name = "load", header = "Carry the disc of a slot to a drive.", mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  arenavault changer load /dev/sg3 5", "  arenavault changer load /dev/sg3 5 1"})
final class ChangerLoadCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "CHANGER", description = "The changer.")
    private String device;

    @Parameters(index = "1", paramLabel = "SLOT", description = "The slot, counted from 1.")
    private int slot;

    @Parameters(index = "2", paramLabel = "DRIVE", defaultValue = "0",
            description = "The drive, counted from 0. Default: ${DEFAULT-VALUE}.")
    private int drive;

    ChangerLoadCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        try (MediumChanger changer = session().devices().changer(DeviceName.parse(device), world())) {
            ChangerInventory inventory = changer.inventory();
            Element to = inventory.drive(drive);
            changer.move(inventory.slot(slot).address(), to.address());
            out().printf("The disc of slot %d is in drive %d.%n", slot, drive);
        }
        return ExitCode.DONE;
    }
}
