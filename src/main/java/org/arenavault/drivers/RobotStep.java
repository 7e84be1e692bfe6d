package org.arenavault.drivers;

import java.util.List;

/** One step of a robot's operation. Times are in milliseconds. */
public sealed interface RobotStep {

    /**
     * Sends a command and waits for its answer.
     *
     * @param command what is sent
     * @param timeout how long the answer may take
     * @param expect answers that are good; where there is none, those that are good always
     * @param length bytes of the answer, where they are others than usual; else 0
     * @param retries how often it is sent again after an answer that means {@link RobotMeaning#RETRY}
     * @param poll after this time it is sent again when the robot is busy; 0 if its answer is only waited for
     */
    record Send(CommandTemplate command, int timeout, List<ReplyPattern> expect, int length, int retries, int poll)
            implements RobotStep {

        public Send {
            expect = List.copyOf(expect);
        }
    }

    /** Moves the drive's tray, and makes sure that it is there. */
    record MoveTray(RobotOperation.Tray to) implements RobotStep {
    }

    /** Waits. */
    record Delay(int time) implements RobotStep {
    }

    /** Waits until the drive is ready. */
    record Ready(int time) implements RobotStep {
    }

    /** Does another operation. */
    record Call(RobotOperation.Name operation) implements RobotStep {
    }
}
