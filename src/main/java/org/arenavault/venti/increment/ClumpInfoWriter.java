package org.arenavault.venti.increment;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpInfo;

/** Writes an arena's directory from its first entry on; what the last block has to spare becomes zero. */
final class ClumpInfoWriter {

    private final Arena arena;
    private final ClumpDirectory directory;
    private final byte[] block;
    private long count;

    ClumpInfoWriter(Arena arena) {
        this.arena = arena;
        this.directory = new ClumpDirectory(arena);
        this.block = new byte[arena.blockSize()];
    }

    /** One entry more. */
    void add(ClumpInfo info) throws IOException {
        int at = directory.positionInBlock(count);
        if (at == 0 && count > 0) {
            writeBlock();
        }
        info.encode(ByteBuffer.wrap(block), at);
        count++;
    }

    /** There are no more. */
    void finish() throws IOException {
        if (count > 0) {
            writeBlock();
        }
    }

    private void writeBlock() throws IOException {
        arena.storage().write(directory.blockOf(count - 1), block);
        Arrays.fill(block, (byte) 0);
    }

    /** Where its lowest block begins. */
    long start() {
        return arena.tailStart() - directory.blocksFor(count) * arena.blockSize();
    }
}
