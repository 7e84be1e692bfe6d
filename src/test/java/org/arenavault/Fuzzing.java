package org.arenavault;

import org.arenavault.io.VaultException;

/** What every fuzz target asks of an error. */
public final class Fuzzing {

    private Fuzzing() {
    }

    /** The message is one line that cannot disturb a terminal. */
    public static void requireOneLine(VaultException e) {
        requireOneLine(e.getMessage());
    }

    /** The text is one line that cannot disturb a terminal. */
    public static void requireOneLine(String message) {
        if (message == null || message.chars().anyMatch(c -> c < ' ' || (c >= 0x7F && c < 0xA0))) {
            throw new IllegalStateException("not one clean line: " + message);
        }
    }
}
