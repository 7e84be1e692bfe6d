package org.arenavault.copy;

/** How a copy stands, as its folder says: whether a worker is alive is another question. */
public enum CopyStatus {
    /** Under way, or interrupted if no worker is alive. */
    RUNNING,
    /** Stopped on request; can be resumed. */
    PAUSED,
    /** A device is gone; can be resumed when it is back. */
    DETACHED,
    /** Ended with damage or an error; can be resumed, which tries again. */
    FAILED,
    /** Ended as asked. */
    DONE,
    /** Given up on request. */
    CANCELLED,
    /** Another copy was written over it, or over a part of it. */
    OVERWRITTEN;

    /** True if there is something left to do that {@code resume} would do. */
    public boolean isOpen() {
        return this == RUNNING || this == PAUSED || this == DETACHED;
    }

    /** True if it says how the destination came out. */
    boolean isResult() {
        return this == DONE || this == FAILED;
    }
}
