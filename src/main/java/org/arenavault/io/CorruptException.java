package org.arenavault.io;

/**
 * Bytes that are not what their format says: a wrong magic, a field out of bounds, a digest that differs.
 */
public final class CorruptException extends UnusableBytesException {

    private static final long serialVersionUID = 1L;

    /** Says in one line what happened, where, and what to do. */
    public CorruptException(String message) {
        super(message);
    }

    /** The same, with what the system said. */
    public CorruptException(String message, Throwable cause) {
        super(message, cause);
    }
}
