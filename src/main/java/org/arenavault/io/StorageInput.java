package org.arenavault.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;

/** The bytes of a storage, one after the other, up to the size that it had. Closing it closes nothing. */
public final class StorageInput extends InputStream {

    private final Storage storage;
    private final long size;
    private long at;

    public StorageInput(Storage storage) throws IOException {
        this.storage = storage;
        this.size = storage.size();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int from, int count) throws IOException {
        Objects.checkFromIndexSize(from, count, bytes.length);
        int length = (int) Math.min(count, size - at);
        if (length <= 0) {
            return count == 0 ? 0 : -1;
        }
        storage.read(at, ByteBuffer.wrap(bytes, from, length));
        at += length;
        return length;
    }

    @Override
    public long skip(long count) {
        long skipped = Math.max(0, Math.min(count, size - at));
        at += skipped;
        return skipped;
    }
}
