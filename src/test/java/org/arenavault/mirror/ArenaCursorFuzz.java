package org.arenavault.mirror;

import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;

/** State files of any bytes. */
public final class ArenaCursorFuzz {

    private ArenaCursorFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            ArenaCursor cursor = ArenaCursor.decode(data, "fuzz");
            ArenaCursor again = ArenaCursor.decode(cursor.encode(), "fuzz");
            if (!again.equals(cursor)) {
                throw new IllegalStateException("not the same: " + cursor + " and " + again);
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
