package org.arenavault.changer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.UnaryOperator;
import org.arenavault.drivers.DeviceName;
import org.arenavault.drivers.RobotGeometry;
import org.arenavault.io.ByteLine;
import org.arenavault.io.RefusedException;
import org.arenavault.io.SerialLine;
import org.arenavault.io.SerialSettings;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.scsi.emulator.EmulatedRecorder;

/**
 * The robots of this machine.
 *
 * @param ports how lines to them are opened
 * @param memories the folder where it is kept what they hold
 * @param tap what every line is led through: a log, or the faults of a test
 */
public record Robots(Ports ports, Path memories, UnaryOperator<ByteLine> tap) {

    /** Opens lines. */
    @FunctionalInterface
    public interface Ports {

        /**
         * Opens one.
         *
         * @param port its path or name
         * @throws org.arenavault.io.OperatorNeededException if there is none, or it is busy or may not be used
         */
        ByteLine open(String port, SerialSettings settings) throws IOException;
    }

    /** On serial lines; what they hold is kept in the user's own folder. */
    public static Robots ofUser() {
        return new Robots(SerialLine::open, RobotMemory.folderOfUser(), UnaryOperator.identity());
    }

    /** The same with every line led through {@code outer}. */
    Robots through(UnaryOperator<ByteLine> outer) {
        return new Robots(ports, memories, line -> outer.apply(tap.apply(line)));
    }

    /**
     * Opens a robot.
     *
     * @param emulated the emulated recorders among its drives; one on the port {@code emu} is emulated beside them
     */
    Robot open(RobotName name, List<EmulatedRecorder> emulated, World world) throws IOException {
        boolean real = !name.port().equals(EmulatedRobot.PORT);
        if (!real && emulated.isEmpty()) {
            throw new UsageException("an emulated robot serves emulated drives: name one with -d emu:DIR");
        }
        ByteLine line = tap.apply(real ? ports.open(name.port(), name.description().line().settings())
                : new EmulatedRobot(name.description(), emulated));
        try {
            return Robot.open(name.description(), line, real ? memories : emulated.get(0).folder(), world);
        } catch (IOException | RuntimeException | Error e) {
            line.close();
            throw e;
        }
    }

    /**
     * The number of a drive among those of its robot.
     *
     * @throws UsageException if it has not so many
     * @throws RefusedException if it cannot be told
     */
    static int numberOf(ChangerDrive served, RobotGeometry geometry) throws IOException {
        int number = served.number() < 0 && geometry.drives() == 1 ? 0
                : served.number() < 0 ? indexOf(served.drive(), geometry.devices()) : served.number();
        if (number < 0) {
            throw new RefusedException(("%s: serves %d drives, and it is not known which of them is %s; say it "
                    + "with --changer-drive N").formatted(served.changer(), geometry.drives(), served.drive()));
        }
        if (number >= geometry.drives()) {
            throw new UsageException("%s: there is no drive %d; there are 0 to %d".formatted(served.changer(), number,
                    geometry.drives() - 1));
        }
        return number;
    }

    /** Below 0 if none of them is this one. */
    private static int indexOf(DeviceName drive, List<String> devices) throws IOException {
        for (int i = 0; i < devices.size(); i++) {
            if (DeviceName.parse(devices.get(i)).key().equals(drive.key())) {
                return i;
            }
        }
        return -1;
    }
}
