package org.arenavault.io;

/**
 * A disc, disk or file that could not be read or written where it should have been.
 */
public final class MediumFaultException extends UnusableBytesException {

    /** How far a fault reaches. */
    public enum Reach {
        /**
         * Nothing on the medium: the drive has lost what it had not written yet. Once the medium has proved to be the
         * same, what was begun can be continued.
         */
        BUFFER,
        /**
         * Nothing that was written: the drive says that its medium may be another one. What was begun can be continued
         * on the one that proves to be the same, and a blank proves nothing.
         */
        CHANGE,
        /** The place that was read, or the track that was written; what else is on the medium can be used. */
        PLACE,
        /** The medium as a whole, or its drive: nothing more is to be written on it here and now. */
        MEDIUM
    }

    private static final long serialVersionUID = 1L;

    private final Reach reach;

    /** Says in one line what happened, where, and what to do; the fault is that of one place. */
    public MediumFaultException(String message) {
        this(Reach.PLACE, message);
    }

    /** The same, of a place or the whole medium. */
    public MediumFaultException(Reach reach, String message) {
        super(message);
        this.reach = reach;
    }

    /** The fault of one place, with what the system said. */
    public MediumFaultException(String message, Throwable cause) {
        super(message, cause);
        this.reach = Reach.PLACE;
    }

    /** How far the fault reaches. */
    public Reach reach() {
        return reach;
    }
}
