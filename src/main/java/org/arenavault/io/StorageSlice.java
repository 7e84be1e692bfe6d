package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/** The range [from, to) of another storage. */
final class StorageSlice implements Storage {

    private final Storage whole;
    private final long from;
    private final long length;

    StorageSlice(Storage whole, long from, long to) throws IOException {
        if (from < 0 || to < from || to > whole.size()) {
            throw new CorruptException("%s: range %d-%d does not lie inside its %d bytes"
                    .formatted(whole.name(), from, to, whole.size()));
        }
        this.whole = whole;
        this.from = from;
        this.length = to - from;
    }

    @Override
    public String name() {
        return whole.name();
    }

    @Override
    public long size() {
        return length;
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        check(position, target.remaining());
        whole.read(from + position, target);
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        check(position, source.remaining());
        whole.write(from + position, source);
    }

    @Override
    public long nextData(long position) throws IOException {
        return Math.min(whole.nextData(from + position) - from, length);
    }

    @Override
    public void refresh(long position, long count) {
        whole.refresh(from + position, count);
    }

    @Override
    public void force() throws IOException {
        whole.force();
    }

    @Override
    public void close() {
        // the owner of the whole closes it
    }

    private void check(long position, int count) throws CorruptException {
        if (position < 0 || position > length - count) {
            throw new CorruptException("%s: %d bytes at %d lie outside the range of %d bytes at %d"
                    .formatted(whole.name(), count, position, length, from));
        }
    }
}
