package org.arenavault.drivers;

import java.util.List;

/**
 * An operation of a robot.
 *
 * @param tray where the drive's tray has to be before it
 * @param steps in their order
 * @param after done behind them, also where there was no disc to be moved
 * @param onEmpty what is done where there was none
 * @param onError what is done when it failed
 */
public record RobotOperation(Tray tray, List<RobotStep> steps, List<RobotStep> after, Policy onEmpty,
                             Policy onError) {

    /** The operations that there are. */
    public enum Name {
        /** Once, when the robot is first spoken to. */
        INIT,
        /** A disc goes from the input bin to the drive's open tray. */
        LOAD,
        /** A disc goes from the tray to where an operator wants it; as {@link #ACCEPT} where it is not described. */
        UNLOAD,
        /** A good disc goes from the tray to its bin. */
        ACCEPT,
        /** A bad one does. */
        REJECT,
        /** It says how it is. */
        STATUS,
        /** It is brought back to its senses, after an operator saw to it. */
        RESET,
        /** It is left alone. */
        PARK,
        /** Whatever it does, it is to stop doing. */
        CANCEL
    }

    /** Where a tray is. */
    public enum Tray { ANY, OPEN, CLOSED }

    /** What is done when something is not as it should be. */
    public enum Reaction { STOP, ASK, NEXT_BIN, CALL }

    /**
     * What is done then.
     *
     * @param reaction what
     * @param call the operation to call; {@link Name#STATUS} where none is called
     */
    public record Policy(Reaction reaction, Name call) {

        /** Nothing more. */
        public static final Policy STOP = new Policy(Reaction.STOP, Name.STATUS);
    }

    public RobotOperation {
        steps = List.copyOf(steps);
        after = List.copyOf(after);
    }
}
