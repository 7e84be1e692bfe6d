package org.arenavault.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.ReadOnlyStorage;

/**
 * The same bytes, over and over.
 *
 * @param unit the bytes
 * @param size of the whole
 */
record RepeatedStorage(byte[] unit, long size) implements ReadOnlyStorage {

    @Override
    public String name() {
        return "repeated";
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        if (position < 0 || position > size - target.remaining()) {
            throw new CorruptException("repeated: ends at byte " + size);
        }
        for (long at = position; target.hasRemaining();) {
            int from = (int) (at % unit.length);
            int count = Math.min(unit.length - from, target.remaining());
            target.put(unit, from, count);
            at += count;
        }
    }

    @Override
    public void close() {
        // nothing to release
    }
}
