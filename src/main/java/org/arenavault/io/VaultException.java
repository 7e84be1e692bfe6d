package org.arenavault.io;

import java.io.IOException;

/**
 * What can go wrong, by cause. The message is one line that says what, where, and what to do; the face of
 * the program turns the cause into an exit code.
 */
public abstract sealed class VaultException extends IOException
        permits CancelledException, CorruptException, MediumFaultException, OperatorNeededException,
                PeerException, RefusedException, UnsupportedVersionException, UsageException {

    private static final long serialVersionUID = 1L;

    VaultException(String message) {
        super(oneLine(message));
    }

    VaultException(String message, Throwable cause) {
        super(oneLine(message), cause);
    }

    /** Messages quote foreign bytes: whatever these are, the result is one line that cannot disturb a terminal. */
    private static String oneLine(String message) {
        StringBuilder line = new StringBuilder(message.length());
        message.codePoints().forEach(c -> line.appendCodePoint(shown(c)));
        return line.toString();
    }

    private static int shown(int c) {
        if (Character.isWhitespace(c)) {
            return ' ';
        }
        return Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? '?' : c;
    }
}
