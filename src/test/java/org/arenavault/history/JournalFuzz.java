package org.arenavault.history;

import java.nio.charset.StandardCharsets;
import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;

/** Journals of any text. */
public final class JournalFuzz {

    private JournalFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            Journal.parse(new String(data, StandardCharsets.UTF_8), "fuzz");
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
