package org.arenavault.venti.format;

import java.util.Arrays;
import org.arenavault.Fuzzing;
import org.arenavault.io.CorruptException;

/** Compressed blocks of any bytes and any length, by both decoders; and any block, compressed and back. */
public final class WhackFuzz {

    private static final int CANARY = 64;

    private WhackFuzz() {
    }

    /** Entry point of the fuzzer. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < 2) {
            return;
        }
        int limit = (data[0] & 0xFF) << 8 | (data[1] & 0xFF);
        byte[] out = new byte[limit + 2 * CANARY];
        boolean taken = false;
        try {
            new WhackDecoder().decode(data, 2, data.length - 2, out, CANARY, limit);
            taken = true;
        } catch (CorruptException e) {
            Fuzzing.requireOneLine(e);
        }
        byte[] plain = plain(data, limit);
        if (taken ? !Arrays.equals(plain, Arrays.copyOfRange(out, CANARY, CANARY + limit)) : plain != null) {
            throw new IllegalStateException("the fast decoder and the plain one disagree");
        }
        for (int i = 0; i < CANARY; i++) {
            if (out[i] != 0 || out[out.length - 1 - i] != 0) {
                throw new IllegalStateException("wrote outside of its output");
            }
        }
        comesBack(Arrays.copyOf(data, Math.min(data.length, ArenaFormat.MAX_UNCSIZE)));
    }

    /** What the plain decoder makes of it; null if it refuses it. */
    private static byte[] plain(byte[] data, int limit) {
        byte[] out = new byte[limit];
        try {
            new PlainWhackDecoder().decode(data, 2, data.length - 2, out, 0, limit);
            return out;
        } catch (CorruptException e) {
            return null;
        }
    }

    private static void comesBack(byte[] block) {
        byte[] packed = new byte[block.length];
        int size = new WhackEncoder().encode(block, 0, block.length, packed);
        if (size >= 0) {
            byte[] unpacked = new byte[block.length];
            try {
                new WhackDecoder().decode(packed, 0, size, unpacked, 0, block.length);
            } catch (CorruptException e) {
                throw new IllegalStateException("does not decode", e);
            }
            if (size >= block.length || !Arrays.equals(block, unpacked)) {
                throw new IllegalStateException("came back as another block");
            }
        }
    }
}
