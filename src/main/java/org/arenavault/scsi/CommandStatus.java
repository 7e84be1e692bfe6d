package org.arenavault.scsi;

/** How a command ended, as the transport saw it. */
public enum CommandStatus {
    /** GOOD status; sense of key 0 or 1 may come with it. */
    OK,
    /** CHECK CONDITION: the sense says what. */
    CHECK_CONDITION,
    /** The unit is busy; nothing was done. */
    BUSY,
    /** Another initiator holds the unit. */
    RESERVATION_CONFLICT,
    /** The unit's queue is full; nothing was done. */
    TASK_SET_FULL,
    /** No answer in time: the command was executed, will be, or never. */
    TIMEOUT,
    /** The path to the unit failed: the command was executed, or not. */
    TRANSPORT_ERROR,
    /** The unit is no longer there; this transport is of no more use. */
    DEVICE_GONE,
    /** The system does not let us send this command. */
    DENIED
}
