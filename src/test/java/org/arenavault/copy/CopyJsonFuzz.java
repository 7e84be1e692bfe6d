package org.arenavault.copy;

import java.io.IOException;

/** No text makes the reader of records fail in any other way than by saying so. */
public final class CopyJsonFuzz {

    private CopyJsonFuzz() {
    }

    /** One attempt. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            CopyJson.decode(data, "fuzz");
        } catch (IOException e) {
            // said so
            return;
        }
    }
}
