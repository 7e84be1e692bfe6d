package org.arenavault.io;

/**
 * The command line asks for something that makes no sense. What a file says is damage: {@link CorruptException}.
 */
public final class UsageException extends VaultException {

    private static final long serialVersionUID = 1L;

    /** Says in one line what happened, where, and what to do. */
    public UsageException(String message) {
        super(message);
    }

    /** The same, with what the system said. */
    public UsageException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public Ending ending() {
        return Ending.USAGE;
    }
}
