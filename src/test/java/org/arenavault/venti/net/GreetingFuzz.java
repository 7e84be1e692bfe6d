package org.arenavault.venti.net;

import java.nio.charset.StandardCharsets;
import org.arenavault.io.VaultException;

/** First lines and addresses of any bytes. */
public final class GreetingFuzz {

    private GreetingFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        String line = new String(data, StandardCharsets.ISO_8859_1);
        try {
            WireVersion.parse(line, "fuzz");
        } catch (VaultException e) {
            requireOneLine(e);
        }
        try {
            Dial dial = Dial.parse(line);
            if (!Dial.parse(dial.toString()).equals(dial)) {
                throw new IllegalStateException(dial + " came back as another");
            }
        } catch (VaultException e) {
            requireOneLine(e);
        }
    }

    private static void requireOneLine(VaultException e) {
        if (e.getMessage().chars().anyMatch(c -> c < ' ')) {
            throw new IllegalStateException("not one clean line: " + e.getMessage());
        }
    }
}
