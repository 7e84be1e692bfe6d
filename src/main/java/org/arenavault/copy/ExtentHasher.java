package org.arenavault.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Optional;
import org.arenavault.io.Digests;

/** Puts the digest of each extent on the piece that ends it. Zeros at the start of an extent cost nothing until data
 * follow them. */
final class ExtentHasher {

    private static final ByteBuffer ZEROS = ByteBuffer.allocate(1 << 16).asReadOnlyBuffer();

    private final CopyExtents extents;
    private final MessageDigest sha256 = Digests.sha256();
    private long onlyZeros;
    private boolean begun;

    ExtentHasher(CopyExtents extents) {
        this.extents = extents;
    }

    void run(BoundedQueue<Piece> in, BoundedQueue<Piece> out) throws IOException {
        for (Optional<Piece> piece = in.take(); piece.isPresent(); piece = in.take()) {
            out.put(hash(piece.get()));
        }
    }

    Piece hash(Piece piece) {
        if (!piece.isZero()) {
            feedZeros();
            begun = true;
            sha256.update(piece.data().duplicate());
        } else {
            onlyZeros += piece.range().length();
            if (begun) {
                feedZeros();
            }
        }
        ByteRange extent = extents.at(extents.indexOf(piece.range().start()));
        if (piece.range().end() < extent.end()) {
            return piece;
        }
        byte[] digest = begun ? sha256.digest() : ExtentDigests.ofZeros(onlyZeros);
        begun = false;
        onlyZeros = 0;
        return piece.with(digest);
    }

    private void feedZeros() {
        while (onlyZeros > 0) {
            int count = (int) Math.min(onlyZeros, ZEROS.capacity());
            sha256.update(ZEROS.slice(0, count));
            onlyZeros -= count;
        }
    }
}
