package org.arenavault.parity;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;

/** Reads in which a block that cannot be read hides no other. */
final class BlockReads {

    /** Bytes of a block: tracks begin at one, and no medium reads less. */
    static final int BLOCK = 2048;

    private BlockReads() {
    }

    /**
     * Reads bytes; blocks that cannot be read stay zeros.
     *
     * @param at where they begin; [{@code at}, {@code at + length}) lies within the storage
     */
    static byte[] read(Storage storage, long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        fill(storage, at, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** A read that fails is made again in halves. */
    private static void fill(Storage storage, long at, ByteBuffer bytes) throws IOException {
        int length = bytes.remaining();
        try {
            storage.read(at, bytes.slice());
        } catch (UnusableBytesException e) {
            if (length > BLOCK) {
                int half = (length / 2 + BLOCK - 1) / BLOCK * BLOCK;
                int begin = bytes.position();
                fill(storage, at, bytes.slice(begin, half));
                fill(storage, at + half, bytes.slice(begin + half, length - half));
            } else {
                bytes.slice().put(new byte[length]);
            }
        }
    }
}
