package org.arenavault.venti.vac;

import java.nio.ByteBuffer;
import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;

/** Metadata blocks of any bytes, and the records in them. */
public final class MetaBlockFuzz {

    private MetaBlockFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            for (ByteBuffer record : MetaBlock.decode(data, Math.max(256, data.length), "fuzz",
                    Fuzzing::requireOneLine).records()) {
                DirectoryRecordFuzz.decode(record);
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
