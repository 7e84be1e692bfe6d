package org.arenavault.copy;

import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Storage;

/** The SHA-256 of each extent, one behind the other in a file; durable after {@link #force}. */
final class ExtentDigests implements Closeable {

    /** Bytes of a digest. */
    static final int SIZE = 32;

    /** The digest of a whole extent of zeros, so that nobody has to compute it twice. */
    private static final byte[] ZERO_EXTENT = HexFormat.of()
            .parseHex("3b6a07d0d404fab4e23b6d34bc6696a6a312dd92821332385e5af7c01c421351");

    private final Storage file;

    ExtentDigests(Storage file) {
        this.file = file;
    }

    void put(long index, byte[] digest) throws IOException {
        file.write(index * SIZE, digest);
    }

    /**
     * The digest of extent {@code index}.
     *
     * @throws CorruptException if there is none
     */
    byte[] get(long index) throws IOException {
        return file.read(index * SIZE, SIZE);
    }

    void force() throws IOException {
        file.force();
    }

    /** The digest of that many zeros. */
    static byte[] ofZeros(long length) {
        if (length == CopyExtents.SIZE) {
            return ZERO_EXTENT.clone();
        }
        var sha256 = Digests.sha256();
        byte[] zeros = new byte[1 << 16];
        for (long left = length; left > 0; left -= zeros.length) {
            sha256.update(zeros, 0, (int) Math.min(left, zeros.length));
        }
        return sha256.digest();
    }

    static boolean isOfZeros(byte[] digest, long length) {
        return length == CopyExtents.SIZE && Arrays.equals(digest, ZERO_EXTENT);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
