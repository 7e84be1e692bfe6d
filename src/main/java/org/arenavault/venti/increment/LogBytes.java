package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.arenavault.io.MediumFaultException;
import org.arenavault.venti.format.Arena;

/**
 * The bytes of an arena's clump log in large pieces. A block of the disk that cannot be read counts as zeros: no clump
 * there is whole, and what lies beside it is not lost with it.
 */
final class LogBytes {

    /** Bytes of a piece: room for thirty clumps of any size. */
    static final int PIECE = 2 << 20;

    private static final int DISK_BLOCK = 4096;

    private final Arena arena;
    private final byte[] piece = new byte[PIECE];
    private long from;
    private int length;

    LogBytes(Arena arena) {
        this.arena = arena;
    }

    /** The bytes from the offset of the last {@link #read} on. */
    byte[] bytes() {
        return piece;
    }

    /** How many of them are valid. */
    int length() {
        return length;
    }

    /** Reads a piece at {@code offset} from the data start; it ends where the arena's tail begins. */
    void read(long offset) throws IOException {
        from = offset;
        length = (int) Math.max(0, Math.min(PIECE, arena.usable() - offset));
        try {
            arena.storage().read(arena.dataStart() + from, ByteBuffer.wrap(piece, 0, length));
        } catch (MediumFaultException e) {
            readWhatCanBe();
        }
    }

    private void readWhatCanBe() throws IOException {
        int count;
        MediumFaultException fault = null;
        boolean any = false;
        for (int at = 0; at < length; at += count) {
            long position = arena.dataStart() + from + at;
            count = (int) Math.min(length - at, DISK_BLOCK - position % DISK_BLOCK);
            try {
                arena.storage().read(position, ByteBuffer.wrap(piece, at, count));
                any = true;
            } catch (MediumFaultException e) {
                Arrays.fill(piece, at, at + count, (byte) 0);
                fault = e;
            }
        }
        if (!any && fault != null) {
            // not one block: the disk itself is gone
            throw fault;
        }
    }
}
