package org.arenavault.cli.changer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.changer.MediumChanger;
import org.arenavault.changer.RobotCell;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.Turns;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Outcome;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code changer test}. */
@Command(name = "test", header = "Try a changer: carry a disc to each empty drive and back.",
        mixinStandardHelpOptions = true, description = {"Nothing is recorded. Drives that hold a disc are left alone.",
            "A robot takes a disc from its input bin for each drive, and puts it into the bin for good discs."},
        footer = {"", "Examples:", "  arenavault changer test /dev/sg3",
            "  arenavault changer test robot:rimage@/dev/ttyUSB0 -d /dev/sr0"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class ChangerTestCommand extends VaultCommand {

    /** Slots that a drive is tried with before it is given up: then the drive or the arm is what is wrong. */
    private static final int MOST_SLOTS = 3;

    @Mixin
    private ChangerTarget target = new ChangerTarget();

    ChangerTestCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        return target.isRobot() ? robot() : changer();
    }

    private int robot() throws IOException {
        try (RobotCell robot = target.robot(context(), world())) {
            if (robot.drives() == 0) {
                throw new UsageException("%s: which drive does it serve? name it with -d".formatted(robot.name()));
            }
            Turns turns = Turns.of(robot.drives());
            for (int drive = 0; drive < robot.drives(); drive++) {
                int number = drive;
                String device = String.valueOf(robot.device(drive));
                turns.take(() -> carry(robot, number), reason -> out().printf("drive %d (%s): %s%n", number, device,
                        reason));
            }
            return ExitCode.of(turns.outcome());
        }
    }

    /** To a drive and away; true if it went as it should, or there was nothing to try. */
    private boolean carry(RobotCell robot, int drive) throws IOException {
        if (robot.hasLaden(drive) || robot.holdsDisc(drive)) {
            out().printf("drive %d (%s) holds a disc and is left alone%n", drive, robot.device(drive));
            return true;
        }
        robot.load(drive);
        boolean arrived = robot.holdsDisc(drive);
        String place = robot.unload(drive, RobotCell.Bin.ACCEPT);
        boolean gone = !robot.holdsDisc(drive);
        out().printf("drive %d (%s): from the input bin to the drive and to %s: %s%n", drive, robot.device(drive),
                place, arrived && gone ? "good" : arrived ? "the disc is still in the drive"
                        : "the drive saw no disc");
        return arrived && gone;
    }

    private int changer() throws IOException {
        try (MediumChanger changer = target.changer(context(), world())) {
            ChangerInventory before = changer.inventory();
            Slots slots = Slots.of(changer.name(), before);
            Turns turns = Turns.eachNamed();
            for (int drive = 0; drive < before.drives().size(); drive++) {
                int number = drive;
                turns.take(() -> carry(changer, slots, number), reason -> out().printf("drive %d: %s%n", number,
                        reason));
            }
            return ExitCode.of(turns.outcome().and(Outcome.of(slots.failed.size(), slots.failed.size())));
        }
    }

    /** The slots whose discs are tried; one that failed is tried again only if there is no other. */
    private static final class Slots {

        private final List<Integer> full;
        private final Set<Integer> failed = new TreeSet<>();

        private Slots(List<Integer> full) {
            this.full = full;
        }

        static Slots of(String device, ChangerInventory inventory) throws RefusedException {
            List<Integer> full = new ArrayList<>();
            for (int number = 1; number <= inventory.slots().size(); number++) {
                if (inventory.slots().get(number - 1).full() && !inventory.isMailSlot(number)) {
                    full.add(number);
                }
            }
            if (full.isEmpty()) {
                throw new RefusedException(device + ": no slot holds a disc to try it with; put one in");
            }
            return new Slots(full);
        }

        /** The next that did not fail; empty if all did. */
        Optional<Integer> next() {
            return full.stream().filter(slot -> !failed.contains(slot)).findFirst();
        }
    }

    /** From a slot to a drive and back. A slot that fails is named, and the drive is tried with the next one. */
    private boolean carry(MediumChanger changer, Slots slots, int drive) throws IOException {
        ChangerInventory before = changer.inventory();
        if (!before.drives().get(drive).installed()) {
            out().printf("drive %d is not installed%n", drive);
            return true;
        }
        if (before.drive(drive).full()) {
            out().printf("drive %d holds a disc and is left alone%n", drive);
            return true;
        }
        VaultException first = null;
        for (int tries = 0; tries < MOST_SLOTS && slots.next().isPresent(); tries++) {
            int slot = slots.next().get();
            try {
                changer.move(before.slot(slot).address(), before.drive(drive).address());
            } catch (CancelledException e) {
                throw e;
            } catch (VaultException e) {
                first = first == null ? e : first;
                slots.failed.add(slot);
                out().printf("slot %d: %s%n", slot, ExitCode.text(e));
                if (changer.inventory().drive(drive).full()) {
                    break;
                }
                continue;
            }
            boolean arrived = changer.inventory().drive(drive).full();
            changer.move(before.drive(drive).address(), before.slot(slot).address());
            boolean back = changer.inventory().slot(slot).full();
            out().printf("drive %d: slot %d to the drive and back: %s%n", drive, slot,
                    arrived && back ? "good" : "the changer has another opinion of where the disc is");
            return arrived && back;
        }
        if (first != null) {
            throw first;
        }
        out().printf("drive %d: not tried, because the discs of all slots failed before%n", drive);
        return false;
    }
}
