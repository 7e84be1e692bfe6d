package org.arenavault.io;

/**
 * A format of a version that this program does not know: neither damaged nor to be touched.
 */
public final class UnsupportedVersionException extends UnusableBytesException {

    private static final long serialVersionUID = 1L;

    /** Says in one line what happened, where, and what to do. */
    public UnsupportedVersionException(String message) {
        super(message);
    }

    /** The same, with what the system said. */
    public UnsupportedVersionException(String message, Throwable cause) {
        super(message, cause);
    }
}
