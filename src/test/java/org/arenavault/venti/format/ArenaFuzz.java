package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.Fuzzing;
import org.arenavault.io.SparseStorage;
import org.arenavault.io.VaultException;

/** Heads and tails of any bytes; what is decoded encodes and decodes to the same. */
public final class ArenaFuzz {

    private static final long SIZE = 1L << 40;
    private static final int BLOCK = 512;
    private static final int MAGIC_AND_VERSION = 8;

    private ArenaFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) throws IOException {
        image(data);
        head(data, ArenaHead.DECODED_SIZE);
        if (data.length >= BLOCK) {
            for (int version = 4; version <= 5; version++) {
                byte[] block = data.clone();
                Fields.putU32(ByteBuffer.wrap(block), 0, ArenaHead.MAGIC);
                Fields.putU32(ByteBuffer.wrap(block), MAGIC_AND_VERSION / 2, version);
                head(block, block.length);
                image(block);
                Fields.putU32(ByteBuffer.wrap(block), 0, ArenaTail.MAGIC);
                tail(block);
            }
        }
    }

    private static void image(byte[] data) throws IOException {
        SparseStorage storage = new SparseStorage(SIZE);
        storage.write(0, data);
        try {
            ArenaStatus.of(Arena.ofImage(storage, 0)).problems().forEach(Fuzzing::requireOneLine);
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }

    private static void head(byte[] data, int length) {
        try {
            ArenaHead head = ArenaHead.decode(ByteBuffer.wrap(data, 0, Math.min(length, data.length)), "fuzz");
            if (!ArenaHead.decode(ByteBuffer.wrap(head.encode()), "again").equals(head)) {
                throw new IllegalStateException("came back as another: " + head);
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }

    private static void tail(byte[] data) throws IOException {
        try {
            ArenaTail tail = ArenaTail.decode(ByteBuffer.wrap(data, 0, BLOCK), "fuzz");
            if (!ArenaTail.decode(ByteBuffer.wrap(tail.encode(BLOCK)), "again").equals(tail)) {
                throw new IllegalStateException("came back as another: " + tail);
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
        SparseStorage storage = new SparseStorage(64L * BLOCK);
        storage.write(storage.size() - BLOCK, ByteBuffer.wrap(data, 0, BLOCK));
        Arena arena = new Arena(storage, "fuzz", 0, storage.size(), BLOCK);
        try {
            ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
            while (cursor.next()) {
                cursor.info();
            }
        } catch (VaultException e) {
            Fuzzing.requireOneLine(e);
        }
    }
}
