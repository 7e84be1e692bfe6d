package org.arenavault.ninep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.arenavault.io.Digests;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;

/** What was written to a file and not yet read back: which bytes, and their digests. */
final class NineWritten {

    /** Bytes that are read back at once. */
    private static final int PIECE = 256 << 10;
    /** Bytes behind which another digest is begun, so that a message can tell the place. */
    private static final long LONGEST = 4 << 20;
    /** Ranges that are kept in mind. */
    private static final int MOST = 1 << 14;

    private final NavigableMap<Long, Range> ranges = new TreeMap<>();

    /** Bytes that were written one behind the other. */
    private static final class Range {

        private final MessageDigest digest = Digests.sha256();
        private final long from;
        private long to;

        Range(long from) {
            this.from = from;
            this.to = from;
        }
    }

    /** Whether there is nothing to be read back. */
    boolean isEmpty() {
        return ranges.isEmpty();
    }

    /** Whether what is there must be read back before these bytes are written. */
    boolean isInTheWayOf(long from, long to) {
        Map.Entry<Long, Range> before = ranges.lowerEntry(to);
        return ranges.size() >= MOST || (before != null && before.getValue().to > from);
    }

    /** What remains in {@code bytes} is written from {@code from} on. */
    void add(long from, ByteBuffer bytes) {
        Map.Entry<Long, Range> before = ranges.lowerEntry(from);
        Range range = before != null && before.getValue().to == from && from - before.getKey() < LONGEST
                ? before.getValue() : ranges.computeIfAbsent(from, Range::new);
        range.to = from + bytes.remaining();
        range.digest.update(bytes.duplicate());
    }

    /**
     * Reads all of it back, in the order of the file, and forgets it.
     *
     * @throws MediumFaultException if other bytes are there
     */
    void check(Storage file, StopSignal stop) throws IOException {
        ByteBuffer piece = ByteBuffer.allocate(PIECE);
        for (Range range : ranges.values()) {
            MessageDigest digest = Digests.sha256();
            for (long at = range.from; at < range.to; at += piece.limit()) {
                stop.check();
                file.read(at, piece.clear().limit((int) Math.min(PIECE, range.to - at)));
                digest.update(piece.flip());
            }
            if (!Arrays.equals(digest.digest(), range.digest.digest())) {
                throw new MediumFaultException(("%s: bytes %d to %d were written and do not read back equal; run the "
                        + "command again").formatted(file.name(), range.from, range.to - 1));
            }
        }
        ranges.clear();
    }
}
