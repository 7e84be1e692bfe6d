package org.arenavault.copy;

import java.nio.ByteBuffer;
import java.util.List;

/**
 * Part of a source on its way; never part of two extents.
 *
 * @param range which bytes
 * @param data the bytes; none if all of them are zero
 * @param bad which of them could not be read, and are zeros here
 * @param digest of the extent, if the piece is its last and it has been computed; else of no length
 */
record Piece(ByteRange range, ByteBuffer data, List<ByteRange> bad, byte[] digest) {

    private static final ByteBuffer NO_DATA = ByteBuffer.allocate(0);
    private static final byte[] NO_DIGEST = new byte[0];

    static Piece of(ByteRange range, ByteBuffer data, List<ByteRange> bad) {
        return new Piece(range, data, bad, NO_DIGEST);
    }

    static Piece zeros(ByteRange range, List<ByteRange> bad) {
        return new Piece(range, NO_DATA, bad, NO_DIGEST);
    }

    Piece with(byte[] digestOfExtent) {
        return new Piece(range, data, bad, digestOfExtent);
    }

    boolean isZero() {
        return data.capacity() == 0;
    }
}
