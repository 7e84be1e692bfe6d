package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The two digests in use: SHA-1, because venti names blocks and seals arenas by it; SHA-256 for all that is ours. */
public final class Digests {

    private static final int PIECE = 1 << 20;

    private Digests() {
    }

    /** A fresh SHA-1, 20 bytes. */
    public static MessageDigest sha1() {
        return digest("SHA-1");
    }

    /** A fresh SHA-256, 32 bytes. */
    public static MessageDigest sha256() {
        return digest("SHA-256");
    }

    /**
     * The SHA-256 of all that a storage holds, read in pieces; where it holds more than is wanted, of a slice of it.
     *
     * @param stage told of every byte
     * @throws CancelledException if the operator asked to stop
     */
    public static byte[] sha256(Storage bytes, Progress.Stage stage, StopSignal stop) throws IOException {
        MessageDigest digest = sha256();
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        long size = bytes.size();
        for (long at = 0; at < size; at += piece.limit()) {
            stop.check();
            piece.clear().limit((int) Math.min(PIECE, size - at));
            bytes.read(at, piece);
            digest.update(piece.flip());
            stage.add(piece.limit());
        }
        return digest.digest();
    }

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
