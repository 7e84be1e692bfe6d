package org.arenavault.cli.changer;

import java.io.IOException;
import org.arenavault.changer.MediumChanger;
import org.arenavault.changer.RobotCell;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.cli.common.ExitCode;
import org.arenavault.cli.common.VaultCommand;
import org.arenavault.cli.common.Without;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code changer inventory}. */
@Command(name = "inventory", header = "Have a changer look into all its places again.",
        mixinStandardHelpOptions = true, description = {"After discs were put in or taken out by hand.",
            "A robot cannot look: you say by this that its arm is free, and that no disc is left in a tray."},
        footer = {"", "Examples:", "  arenavault changer inventory /dev/sg3",
            "  arenavault changer inventory robot:rimage@/dev/ttyUSB0"})
@Without({Without.Part.VAULT, Without.Part.QUESTIONS, Without.Part.PROGRESS})
final class ChangerInventoryCommand extends VaultCommand {

    @Mixin
    private ChangerTarget target = new ChangerTarget();

    ChangerInventoryCommand(CommandContext context) {
        super(context);
    }

    @Override
    protected int run() throws IOException {
        if (target.isRobot()) {
            try (RobotCell robot = target.robot(context(), world())) {
                robot.clear();
                ChangerText.show(target.name().text(), robot, this);
            }
            return ExitCode.DONE;
        }
        try (MediumChanger changer = target.changer(context(), world())) {
            changer.initialise();
            return ChangerText.show(changer, this);
        }
    }
}
