package org.arenavault.venti.net;

import java.nio.charset.StandardCharsets;
import org.arenavault.Fuzzing;
import org.arenavault.io.Dial;
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
            Fuzzing.requireOneLine(e);
        }
        try {
            Dial dial = Dial.parse(line);
            if (!Dial.parse(dial.toString()).equals(dial)) {
                throw new IllegalStateException(dial + " came back as another");
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
