package org.arenavault.venti.format;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CorruptException;

/**
 * One block of an index section: a count, a magic, and entries in the order of score and type
 * (venti-format 6.4). What follows the entries is undefined.
 */
public final class IndexBucket {

    /** Bytes before the first entry. */
    public static final int HEADER = 6;

    /** Position of the magic. */
    public static final int MAGIC_AT = 2;

    private final ByteBuffer block;
    private final int count;

    private IndexBucket(ByteBuffer block, int count) {
        this.block = block;
        this.count = count;
    }

    /** The most entries that a block of {@code blockSize} bytes takes: 215 for 8192. */
    public static int capacity(int blockSize) {
        return (blockSize - HEADER) / IndexEntry.SIZE;
    }

    /**
     * Views the bucket that {@code block} holds from its position to its limit. In version 2 a bucket without
     * the section's magic is empty, whatever else it holds.
     *
     * @throws CorruptException if it claims more entries than fit
     */
    public static IndexBucket view(ByteBuffer block, IndexSection section, String where) throws CorruptException {
        ByteBuffer b = block.slice();
        if (section.version() == 2 && Fields.u32(b, MAGIC_AT) != section.bucketMagic()) {
            return new IndexBucket(b, 0);
        }
        int count = Fields.u16(b, 0);
        if (count > capacity(b.remaining())) {
            throw new CorruptException("%s: bucket claims %d entries; %d fit"
                    .formatted(where, count, capacity(b.remaining())));
        }
        return new IndexBucket(b, count);
    }

    /** Writes count and magic in front of entries that are in place already. */
    public static void putHeader(ByteBuffer block, int at, int count, IndexSection section) {
        Fields.putU16(block, at, count);
        Fields.putU32(block, at + MAGIC_AT, section.bucketMagic());
    }

    /** Number of entries. */
    public int count() {
        return count;
    }

    /** Position of entry {@code i} in the block. */
    public static int positionOf(int i) {
        return HEADER + i * IndexEntry.SIZE;
    }

    /** Entry {@code i}. */
    public IndexEntry entry(int i) {
        return IndexEntry.decode(block, positionOf(i));
    }

    /**
     * The entries of this score and type, in their order: where a rebuild left several, the one with the higher
     * address comes first and is considered right.
     */
    public List<IndexEntry> find(Score score, int type) {
        int low = 0;
        int high = count;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (compare(middle, score, type) < 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        List<IndexEntry> found = new ArrayList<>(1);
        for (int i = low; i < count && compare(i, score, type) == 0; i++) {
            found.add(entry(i));
        }
        return found;
    }

    private int compare(int i, Score score, int type) {
        int at = positionOf(i);
        int order = Fields.score(block, at).compareTo(score);
        return order != 0 ? order : Fields.u8(block, at + IndexEntry.TYPE_AT) - type;
    }
}
