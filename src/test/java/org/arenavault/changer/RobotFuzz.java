package org.arenavault.changer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.Fuzzing;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.drivers.RobotOperation.Name;
import org.arenavault.io.ManualClock;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;

/** Robots that answer anything. */
public final class RobotFuzz {

    private static final Path FOLDER = folder();

    private RobotFuzz() {
    }

    private static Path folder() {
        try {
            return Files.createTempDirectory("fuzz");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Entry point of the fuzzer; answers end with a line. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        String[] answers = new String(data, ISO_8859_1).split("\n", -1);
        for (String name : List.of("single-letter", "rimage", "digit-coded")) {
            Files.deleteIfExists(FOLDER.resolve(name + "_line.json"));
            ManualClock clock = new ManualClock();
            RobotDescription description = RobotDescription.read(new Descriptions(FOLDER.resolve("none")), name);
            try (Robot robot = Robot.open(description, new ScriptedRobot(clock).answers(answers), FOLDER,
                    World.unattended(new SilentTerminal()).with(clock))) {
                PretendedTray tray = new PretendedTray();
                robot.load(0, tray);
                robot.unload(Name.REJECT, 0, tray);
            } catch (VaultException e) {
                Fuzzing.requireOneLine(e);
            }
        }
    }
}
