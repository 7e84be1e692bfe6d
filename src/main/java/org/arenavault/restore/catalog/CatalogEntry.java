package org.arenavault.restore.catalog;

import java.nio.ByteBuffer;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/**
 * One block, 16 bytes: the beginning of its score[8], type on disk[1], track[2], offset[5], big-endian.
 *
 * @param prefix first eight bytes of the score, unsigned
 * @param rest type, track and offset as they stand in the file
 */
record CatalogEntry(long prefix, long rest) implements Comparable<CatalogEntry> {

    static final int SIZE = 16;
    static final int MAX_TRACK = 0xFFFF;
    static final long MAX_OFFSET = (1L << 40) - 1;

    private static final int TYPE_SHIFT = 56;
    private static final int TRACK_SHIFT = 40;

    /** What stands behind the score's beginning. */
    static long rest(int diskType, int track, long offset) {
        return (long) diskType << TYPE_SHIFT | (long) track << TRACK_SHIFT | offset;
    }

    static long prefix(Score score) {
        return ByteBuffer.wrap(score.toBytes()).getLong();
    }

    static CatalogEntry decode(ByteBuffer b, int at) {
        return new CatalogEntry(b.getLong(at), b.getLong(at + Long.BYTES));
    }

    BlockType type() {
        return BlockType.fromDisk((int) (rest >>> TYPE_SHIFT));
    }

    boolean is(BlockType type) {
        return rest >>> TYPE_SHIFT == type.toDisk();
    }

    int track() {
        return (int) (rest >>> TRACK_SHIFT) & MAX_TRACK;
    }

    /** Offset of the clump from the arena's data start. */
    long offset() {
        return rest & MAX_OFFSET;
    }

    @Override
    public int compareTo(CatalogEntry other) {
        int byPrefix = Long.compareUnsigned(prefix, other.prefix);
        return byPrefix != 0 ? byPrefix : Long.compareUnsigned(rest, other.rest);
    }
}
