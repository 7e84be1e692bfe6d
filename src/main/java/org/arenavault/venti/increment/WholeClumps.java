package org.arenavault.venti.increment;

import java.nio.ByteBuffer;
import java.util.stream.IntStream;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpHeader;

/** Decodes and hashes clumps, on all cores. */
final class WholeClumps {

    private static final ThreadLocal<ClumpDecoder> DECODERS = ThreadLocal.withInitial(ClumpDecoder::new);

    private WholeClumps() {
    }

    /** How many of the first {@code count} clumps are whole before one that is not. */
    static int countWhole(byte[] bytes, int[] starts, int count) {
        return IntStream.range(0, count).parallel().filter(i -> !isWhole(bytes, starts[i])).min().orElse(count);
    }

    /** True if the clump at {@code at}, which has a legal header and fits into {@code bytes}, hashes to its score. */
    static boolean isWhole(byte[] bytes, int at) {
        try {
            DECODERS.get().decode(ClumpHeader.decode(ByteBuffer.wrap(bytes), at), bytes,
                    at + ArenaFormat.CLUMP_HEADER);
            return true;
        } catch (CorruptException e) {
            return false;
        }
    }
}
