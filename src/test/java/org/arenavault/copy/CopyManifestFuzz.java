package org.arenavault.copy;

import java.io.IOException;
import org.arenavault.Fuzzing;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.VaultException;

/** Manifests, and ends of devices, of any bytes. */
public final class CopyManifestFuzz {

    private CopyManifestFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        try {
            MediumManifest.find(new MemoryStorage(data));
            CopyManifest.read(new MemoryStorage(data));
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
