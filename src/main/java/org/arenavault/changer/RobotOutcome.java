package org.arenavault.changer;

import org.arenavault.drivers.RobotMeaning;

/**
 * What a command to a robot, or an operation, came to.
 *
 * @param kind in short
 * @param text what the robot said, or did not say, for people
 */
record RobotOutcome(Kind kind, String text) {

    /** What was to be done is done, and there is nothing to say of it. */
    static final RobotOutcome DONE = new RobotOutcome(Kind.DONE, "");

    enum Kind {
        DONE,
        /** There was no disc to be moved. */
        EMPTY,
        /** The same again may help. */
        RETRY,
        /** It is still at it. */
        BUSY,
        /** It said something that does not matter. */
        IGNORED,
        FAILED,
        /** No answer came, or none that ends. */
        SILENT;

        static Kind of(RobotMeaning meaning) {
            return switch (meaning) {
                case RETRY -> Kind.RETRY;
                case EMPTY -> Kind.EMPTY;
                case JAM, FULL, NOTRAY, FATAL -> Kind.FAILED;
            };
        }
    }

    /** Whether what was to be done was not, and nobody knows what was. */
    boolean failed() {
        return kind == Kind.FAILED || kind == Kind.SILENT || kind == Kind.RETRY;
    }

    /** Whether the robot says that trying again may help. */
    boolean again() {
        return kind == Kind.RETRY;
    }
}
