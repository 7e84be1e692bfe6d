package org.arenavault.io;

import com.sun.jna.Memory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * Memory outside of the Java heap, which neither the heap's limit nor the one of direct buffers counts: for the
 * one structure that must be in memory as a whole and may be larger than the heap, a Bloom filter.
 */
public final class NativeMemory implements AutoCloseable {

    private final Memory memory;
    private final ByteBuffer bytes;

    private NativeMemory(Memory memory, int size) {
        this.memory = memory;
        this.bytes = memory.getByteBuffer(0, size);
    }

    /**
     * {@code size} zero bytes.
     *
     * @throws RefusedException if the system has no such amount left
     */
    public static NativeMemory zeroed(int size) throws RefusedException {
        try {
            NativeLibraries.prepare();
            Memory memory = new Memory(size);
            memory.clear();
            return new NativeMemory(memory, size);
        } catch (OperatorNeededException e) {
            throw new RefusedException(e.getMessage(), e);
        } catch (OutOfMemoryError e) {
            throw new RefusedException("%d MiB of memory are needed and not to be had: stop other programs"
                    .formatted((size >> 20) + 1), e);
        }
    }

    /** A view of all bytes, with a position and a limit of its own. Of no use once the memory is closed. */
    public ByteBuffer bytes(ByteOrder order) {
        return bytes.duplicate().order(order);
    }

    /** Gives it back. Whoever still uses a view of it crashes. */
    @Override
    public void close() {
        memory.close();
    }
}
