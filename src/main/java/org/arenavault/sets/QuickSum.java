package org.arenavault.sets;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import java.util.zip.Checksum;
import org.arenavault.io.Storage;

/**
 * A sum of 64 bits that shows accidents at the speed of memory: CRC-32C above CRC-32. Processors have instructions for
 * both, which Java uses from its first call on; its SHA-256 is quick only after the second compiler has come to it.
 */
final class QuickSum implements Checksum {

    /** Bytes of the sum. */
    static final int SIZE = 8;

    private static final int CHUNK = 1 << 20;

    private final CRC32C upper = new CRC32C();
    private final CRC32 lower = new CRC32();

    /** The sum of bytes. */
    static long of(byte[] bytes, int length) {
        QuickSum sum = new QuickSum();
        sum.update(bytes, 0, length);
        return sum.getValue();
    }

    /** Goes on with the first {@code length} bytes of a file. */
    void update(Storage file, long length) throws IOException {
        byte[] chunk = new byte[(int) Math.min(CHUNK, length)];
        for (long at = 0; at < length; at += chunk.length) {
            int count = (int) Math.min(chunk.length, length - at);
            file.read(at, ByteBuffer.wrap(chunk, 0, count));
            update(chunk, 0, count);
        }
    }

    @Override
    public void update(int single) {
        upper.update(single);
        lower.update(single);
    }

    @Override
    public void update(byte[] bytes, int from, int length) {
        upper.update(bytes, from, length);
        lower.update(bytes, from, length);
    }

    @Override
    public long getValue() {
        return upper.getValue() << 32 | lower.getValue();
    }

    @Override
    public void reset() {
        upper.reset();
        lower.reset();
    }
}
