package org.arenavault.io;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** The two digests in use: SHA-1, because venti names blocks and seals arenas by it; SHA-256 for all that is ours. */
public final class Digests {

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

    private static MessageDigest digest(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
