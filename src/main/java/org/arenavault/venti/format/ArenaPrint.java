package org.arenavault.venti.format;

import java.io.IOException;
import java.util.HexFormat;
import org.arenavault.io.Digests;

/**
 * A short proof of which sealed arena something is, for as long as its server has not summed it: SHA-1 over the last
 * 64 KiB before the tail, where the directory names the scores of its clumps (venti-format 3.3). A sealed arena does
 * not change there any more, and no two arenas are alike there unless they hold the same blocks.
 */
public final class ArenaPrint {

    /** Bytes that are read at the most. */
    private static final int LENGTH = 64 * 1024;

    private ArenaPrint() {
    }

    /**
     * The print of a sealed arena, 40 hexadecimal digits.
     *
     * @throws IOException if it cannot be read, or its geometry is not that of an arena
     */
    public static String of(Arena arena) throws IOException {
        arena.checkGeometry();
        long from = Math.max(arena.dataStart(), arena.tailStart() - LENGTH);
        byte[] end = arena.storage().read(from, (int) (arena.tailStart() - from));
        return HexFormat.of().formatHex(Digests.sha1().digest(end));
    }
}
