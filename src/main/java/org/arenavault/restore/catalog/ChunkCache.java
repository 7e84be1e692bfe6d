package org.arenavault.restore.catalog;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;

/**
 * Reads a slow medium in large pieces and keeps those used last: blocks that were stored together lie together, and
 * every seek of a drive costs as much as a megabyte.
 */
final class ChunkCache {

    private static final int CHUNK = 256 << 10;

    private record Key(Storage storage, long chunk) {
    }

    private final Map<Key, byte[]> chunks;

    /** A cache of so many pieces of 256 KiB. */
    ChunkCache(int most) {
        this.chunks = new LinkedHashMap<>(16, 0.75f, true) {

            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<Key, byte[]> eldest) {
                return size() > most;
            }
        };
    }

    /** The same bytes, through this cache. Closing it closes nothing. */
    Storage over(Storage slow) {
        return new ReadOnlyStorage() {
            @Override
            public String name() {
                return slow.name();
            }

            @Override
            public long size() throws IOException {
                return slow.size();
            }

            @Override
            public void read(long position, ByteBuffer target) throws IOException {
                if (position < 0 || position > size() - target.remaining()) {
                    // the storage itself says what is wrong
                    slow.read(position, target);
                    return;
                }
                long at = position;
                while (target.hasRemaining()) {
                    byte[] chunk = chunk(slow, at / CHUNK);
                    int from = (int) (at % CHUNK);
                    int count = Math.min(target.remaining(), chunk.length - from);
                    target.put(chunk, from, count);
                    at += count;
                }
            }

            @Override
            public void close() {
                // whoever opened the medium closes it
            }
        };
    }

    private synchronized byte[] chunk(Storage slow, long number) throws IOException {
        Key key = new Key(slow, number);
        byte[] chunk = chunks.get(key);
        if (chunk == null) {
            long from = number * CHUNK;
            chunk = slow.read(from, (int) Math.min(CHUNK, slow.size() - from));
            chunks.put(key, chunk);
        }
        return chunk;
    }
}
