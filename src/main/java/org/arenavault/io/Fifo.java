package org.arenavault.io;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The memory between a source and a target, allocated once and used for one transfer after the other. */
public final class Fifo {

    /** Bytes of a buffer. */
    public static final int BUFFER = 1 << 20;

    private final List<ByteBuffer> buffers = new ArrayList<>();

    /** Memory of {@code megabytes} MiB outside of the heap. */
    public Fifo(int megabytes) {
        for (int i = 0; i < megabytes; i++) {
            buffers.add(ByteBuffer.allocateDirect(BUFFER));
        }
    }

    List<ByteBuffer> buffers() {
        return buffers;
    }
}
