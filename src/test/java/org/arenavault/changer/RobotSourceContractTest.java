package org.arenavault.changer;

import java.io.IOException;
import java.util.List;
import org.arenavault.drivers.RobotDescription;
import org.arenavault.scsi.emulator.EmulatedRecorder;

/** An emulated robot keeps the contract. */
class RobotSourceContractTest extends RecorderSourceContractTest {

    @Override
    protected DiscSource open(int discs) throws IOException {
        EmulatedRecorder recorder = recorder(discs);
        RobotDescription description = RobotDescription.read(descriptions(), "single-letter");
        Robot robot = Robot.open(description, new EmulatedRobot(description, List.of(recorder)), recorder.folder(),
                world());
        return new RobotSource(robot, 0, new DriveTray(this::drive, world().clock()), this::medium, terminal(),
                List.of());
    }
}
