package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;

/**
 * Looks whether a file or device holds anything before it is formatted. The first 4 GiB that are there are read
 * whole, and the last 64 MiB; of what lies between 64 KiB in every 16384th part. No file system, partition or archive
 * in use escapes that, and a disk of many terabytes does not take a day.
 */
public final class ZeroScan {

    private static final long WHOLE = 4L << 30;
    private static final long EDGE = 64L << 20;
    private static final long SAMPLES = 16384;
    private static final int CHUNK = 1 << 20;
    private static final int SAMPLE = 64 << 10;

    private ZeroScan() {
    }

    /** The offset of the first byte found that is not zero; empty if there is none. */
    public static OptionalLong firstByte(Storage storage, World world) throws IOException {
        long size = storage.size();
        long step = Math.max(SAMPLE, size / SAMPLES / SAMPLE * SAMPLE);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        ByteBuffer zeros = ByteBuffer.allocate(CHUNK);
        long read = 0;
        try (Progress.Stage stage = world.progress().begin("looking whether " + storage.name() + " is blank", size)) {
            long at = 0;
            while (at < size) {
                world.stop().check();
                boolean sampling = read >= WHOLE && at < size - EDGE;
                int length = (int) Math.min(sampling ? SAMPLE : CHUNK, size - at);
                storage.read(at, chunk.clear().limit(length));
                int different = chunk.flip().mismatch(zeros.clear().limit(length));
                if (different >= 0) {
                    return OptionalLong.of(at + different);
                }
                read += length;
                long next = sampling ? Math.min(at + step, Math.max(at + length, size - EDGE)) : at + length;
                stage.add(next - at);
                at = next;
            }
        }
        return OptionalLong.empty();
    }
}
