package org.arenavault.venti.vac;

import org.arenavault.io.VaultException;

/** What every fuzz target here asks of an error. */
final class Fuzzing {

    private Fuzzing() {
    }

    static void requireOneLine(VaultException e) {
        requireOneLine(e.getMessage());
    }

    static void requireOneLine(String message) {
        if (message == null || message.chars().anyMatch(c -> c < ' ')) {
            throw new IllegalStateException("not one clean line: " + message);
        }
    }
}
