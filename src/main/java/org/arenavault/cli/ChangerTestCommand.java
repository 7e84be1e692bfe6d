package org.arenavault.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.changer.MediumChanger;
import org.arenavault.changer.RobotCell;
import org.arenavault.io.Outcome;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code changer test}. */
@Command(name = "test", header = "Try a changer: carry a disc to each empty drive and back.",
        mixinStandardHelpOptions = true, description = {"Nothing is recorded. Drives that hold a disc are left alone.",
            "A robot takes a disc from its input bin for each drive, and puts it into the bin for good discs."},
        footer = {"", "Examples:", "  arenavault changer test /dev/sg3",
            "  arenavault changer test robot:rimage@/dev/ttyUSB0 -d /dev/sr0"})
final class ChangerTestCommand extends VaultCommand {

    @Mixin
    private ChangerTarget target = new ChangerTarget();

    ChangerTestCommand(Session session) {
        super(session);
    }

    @Override
    int run() throws IOException {
        return target.isRobot() ? robot() : changer();
    }

    private int robot() throws IOException {
        try (RobotCell robot = target.robot(session(), world())) {
            if (robot.drives() == 0) {
                throw new UsageException("%s: which drive does it serve? name it with -d".formatted(robot.name()));
            }
            int wrong = 0;
            for (int drive = 0; drive < robot.drives(); drive++) {
                if (robot.hasLaden(drive) || robot.holdsDisc(drive)) {
                    out().printf("drive %d (%s) holds a disc and is left alone%n", drive, robot.device(drive));
                    continue;
                }
                robot.load(drive);
                boolean arrived = robot.holdsDisc(drive);
                String place = robot.unload(drive, RobotCell.Bin.ACCEPT);
                boolean gone = !robot.holdsDisc(drive);
                out().printf("drive %d (%s): from the input bin to the drive and to %s: %s%n", drive,
                        robot.device(drive), place, arrived && gone ? "good"
                                : arrived ? "the disc is still in the drive" : "the drive saw no disc");
                wrong += arrived && gone ? 0 : 1;
            }
            return ExitCode.of(Outcome.of(robot.drives(), wrong));
        }
    }

    private int changer() throws IOException {
        try (MediumChanger changer = target.changer(session(), world())) {
            ChangerInventory before = changer.inventory();
            int slot = firstFull(changer.name(), before);
            List<String> wrong = new ArrayList<>();
            for (int drive = 0; drive < before.drives().size(); drive++) {
                if (!before.drives().get(drive).installed()) {
                    out().printf("drive %d is not installed%n", drive);
                    continue;
                }
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
            return ExitCode.of(Outcome.of(before.drives().size(), wrong.size()));
        }
    }

    private static int firstFull(String device, ChangerInventory inventory) throws RefusedException {
        for (int number = 1; number <= inventory.slots().size(); number++) {
            if (inventory.slots().get(number - 1).full() && !inventory.isMailSlot(number)) {
                return number;
            }
        }
        throw new RefusedException(device + ": no slot holds a disc to try it with; put one in");
    }
}
