package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;

/**
 * The score of a whole arena: SHA-1 over all its bytes with the last twenty taken as zero, where it is stored
 * once the arena is sealed (venti-format 3.7). The same value identifies the extracted arena.
 */
public final class ArenaSeal {

    private static final int CHUNK = 256 * 1024;

    private final MessageDigest sha1 = Digests.sha1();
    private final long size;
    private long done;

    /** Begins the seal of an arena of {@code size} bytes, whose bytes will be given in order. */
    public ArenaSeal(long size) {
        this.size = size;
    }

    /** Takes the next bytes of the arena, from position to limit; what runs over its size is left alone. */
    public void update(ByteBuffer bytes) {
        ByteBuffer next = bytes.duplicate();
        long hashed = size - Score.SIZE;
        if (done < hashed) {
            int count = (int) Math.min(next.remaining(), hashed - done);
            next.limit(next.position() + count);
            sha1.update(next);
        }
        done += bytes.remaining();
    }

    /**
     * The score, once all bytes were given.
     *
     * @throws CorruptException if some are missing
     */
    public Score finish() throws CorruptException {
        if (done < size) {
            throw new CorruptException("arena ends after %d of its %d bytes".formatted(done, size));
        }
        sha1.update(new byte[Score.SIZE]);
        return Score.of(sha1);
    }

    /**
     * Computes the score of an arena by reading it once, from head to tail.
     *
     * @param image the arena's bytes and nothing else
     */
    public static Score compute(Storage image, Progress.Stage stage, StopSignal stop) throws IOException {
        ArenaSeal seal = new ArenaSeal(image.size());
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long at = 0; at < image.size(); at += chunk.limit()) {
            stop.check();
            chunk.clear().limit((int) Math.min(CHUNK, image.size() - at));
            image.read(at, chunk);
            chunk.flip();
            seal.update(chunk);
            stage.add(chunk.limit());
        }
        return seal.finish();
    }
}
