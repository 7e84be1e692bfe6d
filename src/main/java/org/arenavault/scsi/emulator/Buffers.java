package org.arenavault.scsi.emulator;

import java.nio.ByteBuffer;

/** What byte buffers lack. */
final class Buffers {

    private static final byte[] ZEROS = new byte[8192];

    private Buffers() {
    }

    /** Whether there is nothing but zeros in the rest of {@code source}. */
    static boolean isZero(ByteBuffer source) {
        for (int at = source.position(); at < source.limit(); at += ZEROS.length) {
            int count = Math.min(ZEROS.length, source.limit() - at);
            if (source.slice(at, count).mismatch(ByteBuffer.wrap(ZEROS, 0, count)) >= 0) {
                return false;
            }
        }
        return true;
    }

    /** Fills the rest of {@code target} with zeros. */
    static void zero(ByteBuffer target) {
        while (target.hasRemaining()) {
            target.put(ZEROS, 0, Math.min(ZEROS.length, target.remaining()));
        }
    }
}
