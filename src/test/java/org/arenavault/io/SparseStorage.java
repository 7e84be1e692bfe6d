package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.TreeMap;

/**
 * A storage of any size, of which only the pages that were written take memory. It tells how much was read and
 * written, so that a test can say what a job must not do.
 */
public final class SparseStorage implements Storage {

    private static final int PAGE = 4096;

    private final String name;
    private final long size;
    private final TreeMap<Long, byte[]> pages = new TreeMap<>();
    private long bytesRead;
    private long bytesWritten;
    private int largestRead;

    /** All zeros. */
    public SparseStorage(long size) {
        this("sparse", size);
    }

    /** The same under a name. */
    public SparseStorage(String name, long size) {
        this.name = name;
        this.size = size;
    }

    /** Bytes read so far. */
    public synchronized long bytesRead() {
        return bytesRead;
    }

    /** Bytes written so far. */
    public synchronized long bytesWritten() {
        return bytesWritten;
    }

    /** The most bytes that were read at once. */
    public synchronized int largestRead() {
        return largestRead;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public synchronized void read(long position, ByteBuffer target) throws IOException {
        requireInside(position, target.remaining());
        bytesRead += target.remaining();
        largestRead = Math.max(largestRead, target.remaining());
        for (long at = position; target.hasRemaining();) {
            byte[] page = pages.getOrDefault(at / PAGE, new byte[0]);
            int from = (int) (at % PAGE);
            int count = Math.min(PAGE - from, target.remaining());
            target.put(page.length == 0 ? new byte[count] : page, page.length == 0 ? 0 : from, count);
            at += count;
        }
    }

    @Override
    public synchronized void write(long position, ByteBuffer source) throws IOException {
        requireInside(position, source.remaining());
        bytesWritten += source.remaining();
        for (long at = position; source.hasRemaining();) {
            byte[] page = pages.computeIfAbsent(at / PAGE, number -> new byte[PAGE]);
            int from = (int) (at % PAGE);
            int count = Math.min(PAGE - from, source.remaining());
            source.get(page, from, count);
            at += count;
        }
    }

    private void requireInside(long position, int count) throws IOException {
        if (position < 0 || position > size - count) {
            throw new CorruptException("%s: no %d bytes at %d of %d".formatted(name, count, position, size));
        }
    }

    @Override
    public synchronized long nextData(long from) {
        Long page = pages.ceilingKey(from / PAGE);
        return page == null ? size : Math.max(from, page * PAGE);
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
