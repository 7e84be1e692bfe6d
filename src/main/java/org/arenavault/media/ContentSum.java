package org.arenavault.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.ArenaSeal;

/**
 * Sums the bytes of a content as its digest is computed (protection 1): that of a sealed arena is its seal, SHA-1 with
 * the last twenty bytes taken as zeros, and has forty digits; all others are SHA-256.
 */
public abstract class ContentSum {

    private static final int SEAL_DIGITS = 40;
    private static final int CHUNK = 1 << 20;

    private ContentSum() {
    }

    /** Sums the bytes of this content, from its first to its last. */
    public static ContentSum of(Content content) {
        return of(content.sum(), content.size());
    }

    private static ContentSum of(String digest, long size) {
        return digest.length() == SEAL_DIGITS ? new Seal(size) : new Sha256();
    }

    /**
     * Reads and sums the content that {@code bytes} begins with.
     *
     * @param stage told of the bytes that were read
     */
    public static String compute(Content content, Storage bytes, Progress.Stage stage, StopSignal stop)
            throws IOException {
        return compute(content.sum(), content.size(), bytes, stage, stop);
    }

    /**
     * The same of what has so many bytes.
     *
     * @param digest what it should come to: its length says how it is computed
     */
    public static String compute(String digest, long size, Storage bytes, Progress.Stage stage, StopSignal stop)
            throws IOException {
        ContentSum sum = of(digest, size);
        ByteBuffer chunk = ByteBuffer.allocate(CHUNK);
        for (long at = 0; at < size; at += chunk.limit()) {
            stop.check();
            chunk.clear().limit((int) Math.min(CHUNK, size - at));
            bytes.read(at, chunk);
            chunk.flip();
            sum.update(chunk);
            stage.add(chunk.limit());
        }
        return sum.finish();
    }

    /** Adds all bytes up to the buffer's limit, and leaves the buffer as it is. */
    public abstract void update(ByteBuffer bytes);

    /**
     * The digest in hexadecimal digits.
     *
     * @throws CorruptException if bytes are missing
     */
    public abstract String finish() throws CorruptException;

    private static final class Seal extends ContentSum {

        private final ArenaSeal seal;

        Seal(long size) {
            this.seal = new ArenaSeal(size);
        }

        @Override
        public void update(ByteBuffer bytes) {
            seal.update(bytes.duplicate());
        }

        @Override
        public String finish() throws CorruptException {
            return seal.finish().toString();
        }
    }

    private static final class Sha256 extends ContentSum {

        private final MessageDigest sha256 = Digests.sha256();

        @Override
        public void update(ByteBuffer bytes) {
            sha256.update(bytes.duplicate());
        }

        @Override
        public String finish() {
            return HexFormat.of().formatHex(sha256.digest());
        }
    }
}
