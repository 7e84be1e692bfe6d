package org.arenavault.cli.changer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.changer.MediumChanger;
import org.arenavault.changer.RobotCell;
import org.arenavault.cli.common.CommandContext;
import org.arenavault.drivers.DeviceName;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The changer or robot that a command is about. */
final class ChangerTarget {

    @Parameters(index = "0", paramLabel = "CHANGER",
            description = "The changer: /dev/sg3, iscsi://HOST/IQN/LUN, or a robot: robot:DESCRIPTION@PORT.")
    private String device;

    @Option(names = {"-d", "--device"}, paramLabel = "DRIVE",
            description = "The drive that a robot serves, unless its description says it; for several drives several "
                    + "times, in the order of their numbers.")
    private List<String> drives = List.of();

    /** What the command calls it. */
    DeviceName name() throws UsageException {
        return DeviceName.parse(device);
    }

    boolean isRobot() throws UsageException {
        return name().kind() == DeviceName.Kind.ROBOT;
    }

    MediumChanger changer(CommandContext context, World world) throws IOException {
        return context.devices().changer(name(), world);
    }

    RobotCell robot(CommandContext context, World world) throws IOException {
        List<DeviceName> named = new ArrayList<>();
        for (String drive : drives) {
            named.add(DeviceName.parse(drive));
        }
        return context.devices().robot(name(), named, world);
    }

    /**
     * A slot as the command names it, for changers that have slots.
     *
     * @throws UsageException if it is no number
     */
    static int slot(String text) throws UsageException {
        if (!text.matches("[0-9]{1,6}")) {
            throw new UsageException("'%s': a slot is a number, counted from 1".formatted(text));
        }
        return Integer.parseInt(text);
    }
}
