package org.arenavault.copy;

/**
 * Bytes of a device.
 *
 * @param start the first one
 * @param end the first one behind them; not before {@code start}
 */
public record ByteRange(long start, long end) {

    public ByteRange {
        if (start < 0 || end < start) {
            throw new IllegalArgumentException("bytes %d to %d".formatted(start, end));
        }
    }

    /** Number of bytes. */
    public long length() {
        return end - start;
    }

    /** True if they share a byte. */
    boolean overlaps(ByteRange other) {
        return start < other.end && other.start < end;
    }

    @Override
    public String toString() {
        return start + "-" + end;
    }
}
