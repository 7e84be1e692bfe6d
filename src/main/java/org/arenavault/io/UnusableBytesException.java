package org.arenavault.io;

/** Bytes that cannot be trusted: damaged, unreadable, or of a version that this program does not know. */
public abstract sealed class UnusableBytesException extends VaultException
        permits CorruptException, MediumFaultException, UnsupportedVersionException {

    private static final long serialVersionUID = 1L;

    UnusableBytesException(String message) {
        super(message);
    }

    UnusableBytesException(String message, Throwable cause) {
        super(message, cause);
    }

    @Override
    public final Ending ending() {
        return Ending.FAILED;
    }
}
