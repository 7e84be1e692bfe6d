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
    private final String fact;
    private final String advice;

    /** Says in one line what is needed, where, and what to do. */
    public OperatorNeededException(Need need, String message) {
        this(need, message, "");
    }

    /** The same, where somebody may know better what to do. */
    public OperatorNeededException(Need need, String message, String advice) {
        super(advice.isEmpty() ? message : message + "; " + advice);
        this.need = need;
        this.fact = Plain.line(message);
        this.advice = advice;
    }

    /** The same, with what the system said. */
    public OperatorNeededException(Need need, String message, Throwable cause) {
        super(message, cause);
        this.need = need;
        this.fact = Plain.line(message);
        this.advice = "";
    }

    /** What happened, without what to do. */
    public String happened() {
        return advice.isEmpty() ? getMessage() : fact;
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
