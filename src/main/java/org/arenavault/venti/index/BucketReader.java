package org.arenavault.venti.index;

import java.io.IOException;
import java.nio.ByteBuffer;

/** Reads ranges of buckets in large pieces. Each thread has one of its own. */
final class BucketReader {

    private static final int PIECE = 1 << 20;

    /** Takes the buckets of a range in their order. */
    @FunctionalInterface
    interface Visitor {

        /**
         * One bucket.
         *
         * @param bucket its number in the whole index
         * @param block holds it at {@code at}
         */
        void bucket(long bucket, byte[] block, int at) throws IOException;
    }

    private final int blockSize;
    private final byte[] piece;

    BucketReader(IndexLayout layout) {
        this.blockSize = layout.blockSize();
        this.piece = new byte[Math.max(PIECE, blockSize)];
    }

    /** Reads one range. */
    void read(BucketRanges.Range range, Visitor visitor) throws IOException {
        int perPiece = piece.length / blockSize;
        for (int done = 0; done < range.buckets(); done += perPiece) {
            int count = Math.min(perPiece, range.buckets() - done);
            long offset = range.offset() + (long) done * blockSize;
            range.section().storage().read(offset, ByteBuffer.wrap(piece, 0, count * blockSize));
            for (int i = 0; i < count; i++) {
                visitor.bucket(range.first() + done + i, piece, i * blockSize);
            }
        }
    }
}
