package org.arenavault.venti.net;

import org.arenavault.io.VaultException;

/** Index pages of any bytes; what is read and printed reads the same. */
public final class IndexPageFuzz {

    private IndexPageFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        try {
            IndexPage page = IndexPage.parse(data, "fuzz");
            if (!IndexPage.parse(page.encode(), "again").equals(page)) {
                throw new IllegalStateException("came back as another");
            }
        } catch (VaultException e) {
            if (e.getMessage().startsWith("again") || e.getMessage().chars().anyMatch(c -> c < ' ')) {
                throw new IllegalStateException(e);
            }
        }
    }
}
