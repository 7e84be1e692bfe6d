package org.arenavault.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Reason;
import org.arenavault.io.Storage;

/**
 * Reads a range from its start to its end. Zeros come without their bytes, holes without having been read. What cannot
 * be read is tried again in smaller parts, down to one block, and then replaced by zeros.
 */
final class SourceReader {

    /** Bytes of a buffer. */
    static final int BUFFER = 1 << 20;

    private static final int ATTEMPTS = 3;
    private static final ByteBuffer ZEROS = ByteBuffer.allocateDirect(BUFFER).asReadOnlyBuffer();

    /** Asked whether the source is still there, when it cannot be read. */
    @FunctionalInterface
    interface SourceCheck {

        /**
         * Looks.
         *
         * @throws IOException if it is gone, or another one is in its place
         */
        void check() throws IOException;
    }

    private final Storage source;
    private final CopyExtents extents;
    private final int block;
    private final SourceCheck sourceCheck;

    SourceReader(Storage source, CopyExtents extents, int block, SourceCheck sourceCheck) {
        this.source = source;
        this.extents = extents;
        this.block = block;
        this.sourceCheck = sourceCheck;
    }

    /** Reads all from {@code from} on; {@code buffers} get back what has been used. */
    void run(long from, BoundedQueue<ByteBuffer> buffers, BoundedQueue<Piece> out) throws IOException {
        long end = extents.range().end();
        long at = from;
        while (at < end) {
            long data = Math.min(end, source.nextData(at));
            while (at < data) {
                ByteRange hole = new ByteRange(at, Math.min(data, extents.endOf(at)));
                out.put(Piece.zeros(hole, List.of()));
                at = hole.end();
            }
            if (at < end) {
                ByteBuffer buffer = buffers.take().orElseThrow(() -> new CancelledException("stopped"));
                ByteRange range = new ByteRange(at, Math.min(at + BUFFER, extents.endOf(at)));
                RangeMap bad = new RangeMap();
                buffer.clear().limit((int) range.length());
                read(at, buffer, bad);
                buffer.flip();
                if (buffer.mismatch(ZEROS.slice(0, buffer.limit())) < 0) {
                    buffers.put(buffer);
                    out.put(Piece.zeros(range, bad.ranges()));
                } else {
                    out.put(Piece.of(range, buffer, bad.ranges()));
                }
                at = range.end();
            }
        }
    }

    private void read(long at, ByteBuffer target, RangeMap bad) throws IOException {
        int from = target.position();
        try {
            source.read(at, target);
        } catch (CorruptException e) {
            throw new CorruptException("%s: has become shorter while it was copied: %s"
                    .formatted(source.name(), Reason.of(e)), e);
        } catch (MediumFaultException e) {
            sourceCheck.check();
            target.position(from);
            // on a block's edge, so that what is recorded are blocks
            int length = target.remaining();
            long middle = (at + length / 2) / block * block;
            if (length <= block || middle <= at) {
                again(at, target, bad);
                return;
            }
            int limit = target.limit();
            target.limit(from + (int) (middle - at));
            read(at, target, bad);
            target.limit(limit);
            read(middle, target, bad);
        }
    }

    private void again(long at, ByteBuffer target, RangeMap bad) throws IOException {
        int from = target.position();
        int length = target.remaining();
        for (int attempt = 1; attempt < ATTEMPTS; attempt++) {
            try {
                source.read(at, target.position(from));
                return;
            } catch (MediumFaultException e) {
                sourceCheck.check();
            }
        }
        bad.add(new ByteRange(at, at + length));
        target.position(from).put(ZEROS.slice(0, length));
    }
}
