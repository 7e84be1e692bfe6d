package org.arenavault.cli.changer;

import java.io.IOException;
import org.arenavault.changer.ChangerInventory;
import org.arenavault.changer.MediumChanger;
import org.arenavault.changer.RobotCell;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.io.Outcome;
import org.arenavault.report.json.ChangerReports;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code changer status}. */
@Command(name = "status", header = "Show what lies where in a changer.", mixinStandardHelpOptions = true,
        description = {"Prints it as mtx does: drives are counted from 0, slots from 1, mail slots last.",
            "A robot is asked how it is; what lies in its bins it cannot tell."},
        footer = {"", "Examples:", "  arenavault changer status /dev/sg3",
            "  arenavault changer status robot:rimage@/dev/ttyUSB0"})
final class ChangerStatusCommand extends VaultCommand {

    @Mixin
    private ChangerTarget target = new ChangerTarget();

    ChangerStatusCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        return target.isRobot() ? robot() : changer();
    }

    private int changer() throws IOException {
        try (MediumChanger changer = target.changer(context(), world())) {
            ChangerInventory inventory = changer.inventory();
            if (!globals().json()) {
                return ChangerText.print(changer.name(), inventory, out(), world().terminal());
            }
            context().print(ChangerReports.Status.of(changer.name(), changer.model(), inventory));
            return ChangerText.code(changer.name(), inventory, world().terminal());
        }
    }

    private int robot() throws IOException {
        try (RobotCell robot = target.robot(context(), world())) {
            if (globals().json()) {
                context().print(ChangerReports.Robot.of(target.name().text(), robot));
            } else {
                ChangerText.print(robot, out());
            }
            return ExitCode.of(robot.trouble().isEmpty() ? Outcome.NOTHING : Outcome.waitingFor(1));
        }
    }
}
