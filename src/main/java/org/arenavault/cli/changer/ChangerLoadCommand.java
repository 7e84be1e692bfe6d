package org.arenavault.cli.changer;

import java.io.IOException;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.changer.MediumChanger;
import org.arenavault.changer.RobotCell;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.UsageException;
import org.arenavault.scsi.ElementStatus.Element;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code changer load}. */
@Command(name = "load", header = "Carry the disc of a slot to a drive.", mixinStandardHelpOptions = true,
        footer = {"", "Examples:", "  arenavault changer load /dev/sg3 5", "  arenavault changer load /dev/sg3 5 1",
            "  arenavault changer load robot:rimage@/dev/ttyUSB0 -d /dev/sr0"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class ChangerLoadCommand extends VaultCommand {

    private static final String INPUT = "input";

    @Mixin
    private ChangerTarget target = new ChangerTarget();

    @Parameters(index = "1", paramLabel = "SLOT", defaultValue = INPUT,
            description = "The slot, counted from 1. A robot knows no slots and takes what lies next in its input bin.")
    private String slot;

    @Parameters(index = "2", paramLabel = "DRIVE", defaultValue = "0",
            description = "The drive, counted from 0. Default: ${DEFAULT-VALUE}.")
    private int drive;

    ChangerLoadCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (target.isRobot()) {
            return loadByRobot();
        }
        int number = ChangerTarget.slot(slot);
        try (MediumChanger changer = target.changer(context(), world())) {
            ChangerInventory inventory = changer.inventory();
            Element to = inventory.drive(drive);
            changer.move(inventory.slot(number).address(), to.address());
            out().printf("The disc of slot %d is in drive %d.%n", number, drive);
        }
        return ExitCode.DONE;
    }

    private int loadByRobot() throws IOException {
        if (!slot.equals(INPUT)) {
            throw new UsageException("a robot takes what lies next in its input bin; say 'input', not '%s'"
                    .formatted(slot));
        }
        try (RobotCell robot = target.robot(context(), world())) {
            robot.load(drive);
            out().printf("A disc of the input bin is in drive %d.%n", drive);
        }
        return ExitCode.DONE;
    }
}
