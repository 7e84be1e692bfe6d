package org.arenavault.drivers;

/** What an answer of a robot means beyond good or bad (optical 7.3). */
public enum RobotMeaning {
    /** The same again may help. */
    RETRY,
    /** There is no disc where one was to be taken. */
    EMPTY,
    /** A disc is stuck, or the arm. */
    JAM,
    /** The bin takes no more. */
    FULL,
    /** The drive's tray is not where it should be. */
    NOTRAY,
    /** It cannot go on. */
    FATAL
}
