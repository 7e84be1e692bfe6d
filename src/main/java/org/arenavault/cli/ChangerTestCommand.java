package org.arenavault.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.changer.MediumChanger;
import org.arenavault.io.RefusedException;
import org.arenavault.media.DeviceName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code changer test}. */
@Command(name = "test", header = "Try a changer: carry a disc to each empty drive and back.",
        mixinStandardHelpOptions = true, description = "Nothing is recorded. Drives that hold a disc are left alone.",
        footer = {"", "Example:", "  arenavault changer test /dev/sg3"})
final class ChangerTestCommand extends VaultCommand {

    @Parameters(paramLabel = "CHANGER", description = "The changer.")
    private String device;

    ChangerTestCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        try (MediumChanger changer = session().devices().changer(DeviceName.parse(device), world())) {
            ChangerInventory before = changer.inventory();
            int slot = firstFull(before);
            List<String> wrong = new ArrayList<>();
            for (int drive = 0; drive < before.drives().size(); drive++) {
                if (before.drive(drive).full()) {
                    out().printf("drive %d holds a disc and is left alone%n", drive);
                    continue;
                }
                changer.move(before.slot(slot).address(), before.drive(drive).address());
                boolean arrived = changer.inventory().drive(drive).full();
                changer.move(before.drive(drive).address(), before.slot(slot).address());
                boolean back = changer.inventory().slot(slot).full();
                out().printf("drive %d: slot %d to the drive and back: %s%n", drive, slot,
                        arrived && back ? "good" : "the changer has another opinion of where the disc is");
                if (!arrived || !back) {
                    wrong.add("drive " + drive);
                }
            }
            return wrong.isEmpty() ? ExitCode.DONE : ExitCode.FAILED;
        }
    }

    private int firstFull(ChangerInventory inventory) throws RefusedException {
        for (int number = 1; number <= inventory.slots().size(); number++) {
            if (inventory.slots().get(number - 1).full() && !inventory.isMailSlot(number)) {
                return number;
            }
        }
        throw new RefusedException(device + ": no slot holds a disc to try it with; put one in");
    }
}
