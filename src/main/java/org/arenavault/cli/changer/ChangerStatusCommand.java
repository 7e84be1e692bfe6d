package org.arenavault.cli.changer;

import java.io.IOException;
import org.arenavault.changer.MediumChanger;
import org.arenavault.changer.RobotCell;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import org.arenavault.io.Outcome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code changer status}. */
@Command(name = "status", header = "Show what lies where in a changer.", mixinStandardHelpOptions = true,
        description = {"Prints it as mtx does: drives are counted from 0, slots from 1, mail slots last.",
            "A robot is asked how it is; what lies in its bins it cannot tell."},
        footer = {"", "Examples:", "  arenavault changer status /dev/sg3",
            "  arenavault changer status robot:rimage@/dev/ttyUSB0"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class ChangerStatusCommand extends VaultCommand {

    @Mixin
    private ChangerTarget target = new ChangerTarget();

    ChangerStatusCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (target.isRobot()) {
            try (RobotCell robot = target.robot(context(), world())) {
                ChangerText.show(target.name().text(), robot, this);
                return ExitCode.of(robot.trouble().isEmpty() ? Outcome.NOTHING : Outcome.waitingFor(1));
            }
        }
        try (MediumChanger changer = target.changer(context(), world())) {
            return ChangerText.show(changer, this);
        }
    }
}
