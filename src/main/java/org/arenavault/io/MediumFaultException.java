package org.arenavault.io;

/**
 * A disc, disk or file that could not be read or written where it should have been.
 */
public final class MediumFaultException extends VaultException {

    private static final long serialVersionUID = 1L;

    /** Says in one line what happened, where, and what to do. */
    public MediumFaultException(String message) {
        super(message);
    }

    /** The same, with what the system said. */
    public MediumFaultException(String message, Throwable cause) {
        super(message, cause);
    }
}
