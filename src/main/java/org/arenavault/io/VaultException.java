package org.arenavault.io;

import java.io.IOException;

/**
 * What can go wrong, by cause. The message is one line that says what, where, and what to do, {@link Plain}
 * whatever it quotes; the face of the program turns the cause into an exit code.
 */
public abstract sealed class VaultException extends IOException
        permits CancelledException, CorruptException, MediumFaultException, OperatorNeededException,
                PeerException, RefusedException, UnsupportedVersionException, UsageException {

    private static final long serialVersionUID = 1L;

    VaultException(String message) {
        super(Plain.line(message));
    }

    VaultException(String message, Throwable cause) {
        super(Plain.line(message), cause);
    }
}
