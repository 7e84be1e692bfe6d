package org.arenavault.io;

/**
 * The operator asked to stop; what was under way has been left in a state that can be continued.
 */
public final class CancelledException extends VaultException {

    private static final long serialVersionUID = 1L;

    /** Says in one line what happened, where, and what to do. */
    public CancelledException(String message) {
        super(message);
    }

    /** The same, with what the system said. */
    public CancelledException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Ending ending() {
        return Ending.INTERRUPTED;
    }
}
