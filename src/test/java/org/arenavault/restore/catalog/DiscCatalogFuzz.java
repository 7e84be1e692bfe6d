package org.arenavault.restore.catalog;

import java.io.IOException;
import java.util.UUID;
import org.arenavault.Fuzzing;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** Catalogs of any bytes. */
public final class DiscCatalogFuzz {

    private DiscCatalogFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        try (DiscCatalog catalog = DiscCatalog.open(new MemoryStorage(data), new UUID(0, 0), "")) {
            catalog.find(Score.ZERO, BlockType.DATA);
            catalog.find(Score.of(new byte[Score.SIZE]), BlockType.ROOT);
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
