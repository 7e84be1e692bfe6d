package org.arenavault.io;

/**
 * The step would be unsafe and was not taken; the message names the reason and, where there is one, the way round it.
 */
public final class RefusedException extends VaultException {

    private static final long serialVersionUID = 1L;

    /** Says in one line what happened, where, and what to do. */
    public RefusedException(String message) {
        super(message);
    }

    /** The same, with what the system said. */
    public RefusedException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Ending ending() {
        return Ending.FAILED;
    }
}
