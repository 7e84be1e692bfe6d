package org.arenavault.cli.changer;

import java.io.IOException;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.changer.MediumChanger;
import org.arenavault.changer.RobotCell;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.ElementStatus.Element;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code changer unload}. */
@Command(name = "unload", header = "Carry the disc of a drive to a slot.", mixinStandardHelpOptions = true,
        description = "Without a slot it goes back to the one it came from, or to a robot's bin for good discs.",
        footer = {"", "Examples:", "  arenavault changer unload /dev/sg3", "  arenavault changer unload /dev/sg3 5 1",
            "  arenavault changer unload robot:rimage@/dev/ttyUSB0 reject -d /dev/sr0"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class ChangerUnloadCommand extends VaultCommand {

    private static final String HOME = "home";

    @Mixin
    private ChangerTarget target = new ChangerTarget();

    @Parameters(index = "1", paramLabel = "SLOT", defaultValue = HOME,
            description = "The slot, counted from 1, or 'home': where the disc belongs. For a robot: 'accept' or "
                    + "'reject'. Default: home, or accept.")
    private String slot;

    @Parameters(index = "2", paramLabel = "DRIVE", defaultValue = "0",
            description = "The drive, counted from 0. Default: ${DEFAULT-VALUE}.")
    private int drive;

    ChangerUnloadCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (target.isRobot()) {
            return unloadByRobot();
        }
        int number = slot.equals(HOME) ? 0 : ChangerTarget.slot(slot);
        try (MediumChanger changer = target.changer(context(), world())) {
            ChangerInventory inventory = changer.inventory();
            Element from = inventory.drive(drive);
            Element to = number != 0 ? inventory.slot(number) : inventory.homeOf(from).orElseThrow(
                    () -> new RefusedException("%s: no slot is empty; take a disc out first".formatted(
                            changer.name())));
            changer.move(from.address(), to.address());
            out().printf("The disc of drive %d is in slot %d.%n", drive, inventory.slotAt(to.address()));
        }
        return ExitCode.DONE;
    }

    private int unloadByRobot() throws IOException {
        RobotCell.Bin bin = switch (slot) {
            case HOME, "accept" -> RobotCell.Bin.ACCEPT;
            case "reject" -> RobotCell.Bin.REJECT;
            default -> throw new UsageException("a robot has the bins 'accept' and 'reject', not '%s'".formatted(slot));
        };
        try (RobotCell robot = target.robot(context(), world())) {
            String place = robot.unload(drive, bin);
            out().printf("The disc of drive %d is in %s.%n", drive, place);
        }
        return ExitCode.DONE;
    }
}
