package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A storage on the heap, for tests. */
public final class MemoryStorage implements Storage {

    private final byte[] bytes;

    /** All zeros. */
    public MemoryStorage(int size) {
        this.bytes = new byte[size];
    }

    /** A copy of these bytes. */
    public MemoryStorage(byte[] content) {
        this.bytes = content.clone();
    }

    /** A copy of another storage's bytes. */
    public static MemoryStorage copyOf(Storage other) throws IOException {
        return new MemoryStorage(other.read(0, Math.toIntExact(other.size())));
    }

    /** Inverts one bit. */
    public void flip(long at, int bit) {
        bytes[Math.toIntExact(at)] ^= (byte) (1 << bit);
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public long size() {
        return bytes.length;
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        requireInside(position, target.remaining());
        target.put(bytes, (int) position, target.remaining());
    }

    @Override
    public void write(long position, ByteBuffer source) throws IOException {
        requireInside(position, source.remaining());
        source.get(bytes, Math.toIntExact(position), source.remaining());
    }

    private void requireInside(long position, int count) throws CorruptException {
        if (position < 0 || position > bytes.length - count) {
            throw new CorruptException("memory: ends at byte %d".formatted(bytes.length));
        }
    }

    @Override
    public void force() {
        // memory is as stable as it gets
    }

    @Override
    public void close() {
        // nothing to release
    }
}
