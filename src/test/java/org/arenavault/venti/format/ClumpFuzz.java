package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.arenavault.Fuzzing;
import org.arenavault.io.MemoryStorage;
import org.arenavault.io.VaultException;

/** Clumps of any bytes: as a header and its payload, and read from an arena at any offset. */
public final class ClumpFuzz {

    private static final int BLOCK = 512;
    private static final int ARENA = 256 * BLOCK;

    private ClumpFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        if (data.length < ArenaFormat.CLUMP_HEADER) {
            return;
        }
        ClumpHeader header = ClumpHeader.decode(ByteBuffer.wrap(data), 0);
        byte[] again = new byte[ArenaFormat.CLUMP_HEADER];
        header.encode(ByteBuffer.wrap(again), 0);
        if (!Arrays.equals(data, 0, again.length, again, 0, again.length)) {
            throw new IllegalStateException("came back as another: " + header);
        }
        if (header.isLegal() && header.length() <= data.length) {
            try {
                new ClumpDecoder().decode(header, data, ArenaFormat.CLUMP_HEADER);
            } catch (VaultException e) {
                Fuzzing.requireOneLine(e);
            }
        }
        MemoryStorage storage = new MemoryStorage(Arrays.copyOf(data, ARENA));
        Arena arena = new Arena(storage, "fuzz", 0, ARENA, BLOCK);
        for (long offset : new long[] {0, header.creator() - BLOCK, header.time(), Long.MAX_VALUE, -1}) {
            try {
                new ClumpDecoder().read(arena, header.magic(), offset, header.type(), header.score());
            } catch (VaultException e) {
                Fuzzing.requireOneLine(e);
            }
        }
    }
}
