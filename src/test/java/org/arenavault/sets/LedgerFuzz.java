package org.arenavault.sets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import org.arenavault.Fuzzing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.SparseStorage;
import org.arenavault.io.VaultException;
import org.arenavault.media.FlatJson;

/** Ledgers of any bytes; and any lines of JSON, numbered and chained as they should be behind a right first line. */
public final class LedgerFuzz {

    private static final LedgerHeader HEADER =
            new LedgerHeader(new UUID(1, 2), new UUID(3, 4), new SetName("home"));

    private LedgerFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        SparseStorage raw = new SparseStorage(data.length);
        raw.write(0, data);
        replay(raw);
        SparseStorage chained = new SparseStorage(1 << 24);
        LedgerChain chain = new LedgerChain();
        long at = append(chained, 0, chain.next(1, HEADER.encode()));
        int line = 1;
        for (String text : new String(data, StandardCharsets.UTF_8).split("\n")) {
            try {
                at = append(chained, at, chain.next(++line, FlatJson.parse(text)));
            } catch (CorruptException e) {
                Fuzzing.requireOneLine(e);
                line--;
            }
        }
        replay(chained);
    }

    private static long append(SparseStorage storage, long at, byte[] bytes) throws IOException {
        storage.write(at, bytes);
        return at + bytes.length;
    }

    private static void replay(SparseStorage storage) throws IOException {
        try {
            SetState state = new LedgerReader(storage).replay();
            if (state.discs().stream().anyMatch(disc -> disc.number() >= state.nextDisc())) {
                throw new IllegalStateException("the next disc is taken: " + state.nextDisc());
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
