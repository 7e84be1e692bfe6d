package org.arenavault.scsi.emulator;

import java.nio.ByteBuffer;

/** What byte buffers lack. */
final class Buffers {

    private static final byte[] ZEROS = new byte[8192];

    private Buffers() {
    }

    /** Fills the rest of {@code target} with zeros. */
    static void zero(ByteBuffer target) {
        while (target.hasRemaining()) {
            target.put(ZEROS, 0, Math.min(ZEROS.length, target.remaining()));
        }
    }
}
