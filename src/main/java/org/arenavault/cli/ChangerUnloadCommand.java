package org.arenavault.cli;

import java.io.IOException;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.changer.MediumChanger;
import org.arenavault.io.RefusedException;
import org.arenavault.media.DeviceName;
import org.arenavault.scsi.ElementStatus.Element;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code changer unload}. */
@Command(name = "unload", header = "Carry the disc of a drive to a slot.", mixinStandardHelpOptions = true,
        description = "Without a slot it goes back to the one it came from.",
        footer = {"", "Examples:", "  arenavault changer unload /dev/sg3", "  arenavault changer unload /dev/sg3 5 1"})
final class ChangerUnloadCommand extends VaultCommand {

    @Parameters(index = "0", paramLabel = "CHANGER", description = "The changer.")
    private String device;

    @Parameters(index = "1", paramLabel = "SLOT", defaultValue = "0",
            description = "The slot, counted from 1. Default: where the disc belongs.")
    private int slot;

    @Parameters(index = "2", paramLabel = "DRIVE", defaultValue = "0",
            description = "The drive, counted from 0. Default: ${DEFAULT-VALUE}.")
    private int drive;

    ChangerUnloadCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        try (MediumChanger changer = session().devices().changer(DeviceName.parse(device), world())) {
            ChangerInventory inventory = changer.inventory();
            Element from = inventory.drive(drive);
            Element to = slot != 0 ? inventory.slot(slot) : inventory.homeOf(from).orElseThrow(
                    () -> new RefusedException("%s: no slot is empty; take a disc out first".formatted(device)));
            changer.move(from.address(), to.address());
            out().printf("The disc of drive %d is in slot %d.%n", drive, inventory.slotAt(to.address()));
        }
        return ExitCode.DONE;
    }
}
