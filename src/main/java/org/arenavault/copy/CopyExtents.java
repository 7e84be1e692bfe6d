package org.arenavault.copy;

/**
 * A range in parts of {@value #SIZE} bytes, counted from its start; the last one may be shorter. A copy is durable, and
 * its digests known, by whole extents.
 *
 * @param range the whole
 */
record CopyExtents(ByteRange range) {

    /** Bytes of an extent. */
    static final int SIZE = 64 << 20;

    /** Number of extents. */
    long count() {
        return (range.length() + SIZE - 1) / SIZE;
    }

    /** Which extent the byte at {@code position} is in. */
    long indexOf(long position) {
        return (position - range.start()) / SIZE;
    }

    /** Extent {@code index}. */
    ByteRange at(long index) {
        long start = range.start() + index * SIZE;
        return new ByteRange(start, Math.min(range.end(), start + SIZE));
    }

    /** Where the extent ends that holds the byte at {@code position}. */
    long endOf(long position) {
        return at(indexOf(position)).end();
    }
}
