package org.arenavault.io;

/**
 * Somebody has to do something first: insert a medium, change the disc, add blanks, free the drive.
 */
public final class OperatorNeededException extends VaultException {

    /** What is in the way. */
    public enum Need {
        NO_MEDIUM, WRONG_MEDIUM, OUT_OF_BLANKS, BUSY, GONE, LOCKED, ANSWER, PERMISSION, NOT_INSTALLED
    }

    private static final long serialVersionUID = 1L;

    private final Need need;

    /** Says in one line what is needed, where, and what to do. */
    public OperatorNeededException(Need need, String message) {
        super(message);
        this.need = need;
    }

    /** The same, with what the system said. */
    public OperatorNeededException(Need need, String message, Throwable cause) {
        super(message, cause);
        this.need = need;
    }

    /** What is in the way. */
    public Need need() {
        return need;
    }

    @Override
    public Ending ending() {
        return Ending.OPERATOR;
    }
}
