package org.arenavault.copy;

import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;

/** Records of copies of any text. */
public final class CopyJsonFuzz {

    private CopyJsonFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            CopyJson.decode(data, "fuzz");
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
