package org.arenavault.venti.vac;

import java.nio.ByteBuffer;
import org.arenavault.Fuzzing;
import org.arenavault.io.VaultException;

/** Directory blocks of any bytes; what is decoded encodes and decodes to the same. */
public final class EntryFuzz {

    private EntryFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        for (int slot = 0; slot <= data.length / Entry.SIZE; slot++) {
            try {
                Entry entry = Entry.decode(data, slot, "fuzz");
                entry.reachesItsSize();
                byte[] again = new byte[Entry.SIZE];
                entry.encode(ByteBuffer.wrap(again), 0);
                if (!Entry.decode(again, 0, "fuzz").equals(entry)) {
                    throw new IllegalStateException("came back as another: " + entry);
                }
            } catch (VaultException e) {
                Fuzzing.requireOneLine(e);
            }
        }
    }
}
