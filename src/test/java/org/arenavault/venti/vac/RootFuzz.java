package org.arenavault.venti.vac;

import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;

/** Root blocks of any bytes. */
public final class RootFuzz {

    private RootFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            Root root = Root.decode(data, "fuzz");
            if (root.blockSize() < Entry.MIN_BLOCK_SIZE || root.blockSize() > Entry.MAX_BLOCK_SIZE) {
                throw new IllegalStateException("block size " + root.blockSize());
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
