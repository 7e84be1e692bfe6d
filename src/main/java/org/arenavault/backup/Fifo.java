package org.arenavault.backup;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The memory between source and recorder, allocated once and used for one arena after the other. */
final class Fifo {

    /** Bytes of a buffer. */
    static final int BUFFER = 1 << 20;

    private final List<ByteBuffer> buffers = new ArrayList<>();

    /** Memory of {@code megabytes} MiB outside of the heap. */
    Fifo(int megabytes) {
        for (int i = 0; i < megabytes; i++) {
            buffers.add(ByteBuffer.allocateDirect(BUFFER));
        }
    }

    List<ByteBuffer> buffers() {
        return buffers;
    }
}
