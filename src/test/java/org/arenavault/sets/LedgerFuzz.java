package org.arenavault.sets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.UUID;
import org.arenavault.Fuzzing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MemoryStorage;
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
        replay(data);
        ByteArrayOutputStream chained = new ByteArrayOutputStream();
        LedgerChain chain = new LedgerChain();
        chained.writeBytes(chain.next(1, HEADER.encode()));
        int line = 1;
        for (String text : new String(data, StandardCharsets.UTF_8).split("\n")) {
            try {
                chained.writeBytes(chain.next(line + 1, FlatJson.parse(text)));
                line++;
            } catch (CorruptException e) {
                Fuzzing.requireOneLine(e);
            }
        }
        replay(chained.toByteArray());
    }

    private static void replay(byte[] ledger) throws IOException {
        try {
            SetState state = new LedgerReader(Path.of("s/ledger.jsonl"), new MemoryStorage(ledger)).replay();
            if (state.discs().stream().anyMatch(disc -> disc.number() >= state.nextDisc())) {
                throw new IllegalStateException("the next disc is taken: " + state.nextDisc());
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
