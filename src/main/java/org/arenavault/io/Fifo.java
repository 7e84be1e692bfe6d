package org.arenavault.io;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The memory between a source and a target, allocated when first needed and used for one transfer after the other. */
public final class Fifo {

    /** Bytes of a buffer. */
    public static final int BUFFER = 1 << 20;

    private final List<ByteBuffer> buffers = new ArrayList<>();
    private final int limit;

    /** Memory of {@code megabytes} MiB at the most, outside of the heap. */
    public Fifo(int megabytes) {
        this.limit = megabytes;
    }

    /** As many buffers as are wanted, or as there can be; the same ones again at every call. */
    List<ByteBuffer> buffers(long wanted) {
        int count = (int) Math.min(limit, wanted);
        while (buffers.size() < count) {
            buffers.add(ByteBuffer.allocateDirect(BUFFER));
        }
        return buffers.subList(0, count);
    }
}
