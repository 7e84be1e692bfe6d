package org.arenavault.venti.vac;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.arenavault.io.CorruptException;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Fields;
import org.arenavault.venti.format.Score;

/**
 * Where a file or a stream of entries lies, 40 bytes (venti-protocol 10).
 *
 * @param gen u32; a directory record that names another generation means a file that is gone
 * @param psize bytes of a pointer block
 * @param dsize bytes of a data block or directory block
 * @param flags {@link #ACTIVE} and its neighbours, with the depth in the bits between; the bit for big sizes
 *     follows from the sizes and is not among them
 * @param size length in bytes, below 2^48
 * @param score of the top block
 */
public record Entry(long gen, int psize, int dsize, int flags, long size, Score score) {

    /** Bytes of an entry. */
    public static final int SIZE = 40;

    /** Without it the entry is a hole and means nothing. */
    public static final int ACTIVE = 0x01;

    /** The stream consists of entries. */
    public static final int DIRECTORY = 0x02;

    /**
     * On a fossil's disk: the score is no score but a place on that disk. In blocks that come from a venti it
     * means nothing, though vac(1) leaves it set, and nobody should store it (venti-protocol 10).
     */
    public static final int LOCAL = 0x20;

    /** Kept out of archives. */
    public static final int NO_ARCHIVE = 0x80;

    /** The smallest block that an entry may ask for. */
    public static final int MIN_BLOCK_SIZE = 256;

    /** The largest that we believe in: the longest message that servers are known to take. */
    public static final int MAX_BLOCK_SIZE = 16 << 20;

    private static final int DEPTH_SHIFT = 2;
    private static final int DEPTH_MASK = 0x1C;
    private static final int BIG = 0x40;
    private static final int OLD_BLOCK_SIZE = 4096;

    /** The entry that is none: a stream without bytes. */
    public static final Entry HOLE = new Entry(0, OLD_BLOCK_SIZE, OLD_BLOCK_SIZE, 0, 0, Score.ZERO);

    private static final int PSIZE_AT = 4;
    private static final int DSIZE_AT = 6;
    private static final int FLAGS_AT = 8;
    private static final int SIZE_AT = 14;
    private static final int SCORE_AT = 20;

    /**
     * Decodes an entry of a directory block, which may have lost zeros at its end.
     *
     * @param slot its number in the block
     * @param where for messages: which block
     * @throws CorruptException if it is active and its block sizes are impossible
     */
    public static Entry decode(byte[] block, int slot, String where) throws CorruptException {
        int from = Math.min(slot * SIZE, block.length);
        ByteBuffer b = ByteBuffer.wrap(Arrays.copyOf(
                Arrays.copyOfRange(block, from, Math.min(from + SIZE, block.length)), SIZE));
        int flags = Fields.u8(b, FLAGS_AT);
        if ((flags & ACTIVE) == 0) {
            return HOLE;
        }
        boolean big = (flags & BIG) != 0;
        long psize = size(Fields.u16(b, PSIZE_AT), big);
        long dsize = size(Fields.u16(b, DSIZE_AT), big);
        Score score = Fields.score(b, SCORE_AT);
        if (psize == 0 && dsize == 0 && score.equals(Score.ZERO)) {
            psize = OLD_BLOCK_SIZE;
            dsize = OLD_BLOCK_SIZE;
        }
        if (Math.min(psize, dsize) < MIN_BLOCK_SIZE || Math.max(psize, dsize) > MAX_BLOCK_SIZE) {
            throw new CorruptException("%s: entry %d has pointer blocks of %d and data blocks of %d bytes"
                    .formatted(where, slot, psize, dsize));
        }
        long size = (long) Fields.u16(b, SIZE_AT) << 32 | Fields.u32(b, SIZE_AT + 2);
        return new Entry(Fields.u32(b, 0), (int) psize, (int) dsize, flags & ~BIG, size, score);
    }

    private static long size(int code, boolean big) {
        return big ? BigSize.decode(code) : code;
    }

    /**
     * Encodes it at {@code at}.
     *
     * @throws IllegalArgumentException if a block size has no exact form
     */
    public void encode(ByteBuffer b, int at) {
        boolean big = Math.max(psize, dsize) >= BigSize.FROM;
        Fields.putU32(b, at, gen);
        Fields.putU16(b, at + PSIZE_AT, big ? BigSize.encode(psize) : psize);
        Fields.putU16(b, at + DSIZE_AT, big ? BigSize.encode(dsize) : dsize);
        Fields.putU8(b, at + FLAGS_AT, big ? flags | BIG : flags);
        b.put(at + FLAGS_AT + 1, new byte[SIZE_AT - FLAGS_AT - 1]);
        Fields.putU16(b, at + SIZE_AT, (int) (size >>> 32));
        Fields.putU32(b, at + SIZE_AT + 2, size);
        score.put(b, at + SCORE_AT);
    }

    /** The flags of an active entry. */
    public static int flags(BlockType type) {
        return ACTIVE | (type.isDirectoryTree() ? DIRECTORY : 0) | type.depth() << DEPTH_SHIFT;
    }

    /** False for a hole. */
    public boolean isActive() {
        return (flags & ACTIVE) != 0;
    }

    /** True if the stream consists of entries. */
    public boolean isDirectory() {
        return (flags & DIRECTORY) != 0;
    }

    /** Levels of pointer blocks above the data, 0 to 7. */
    public int depth() {
        return (flags & DEPTH_MASK) >>> DEPTH_SHIFT;
    }

    /** Type of the top block. */
    public BlockType type() {
        return BlockType.ofTree(isDirectory(), depth());
    }

    /** Scores in a pointer block. */
    public int pointersPerBlock() {
        return psize / Score.SIZE;
    }

    /** Entries in a block of the stream, if it consists of entries: 204 for 8192. What is left over is unused. */
    public int entriesPerBlock() {
        return dsize / SIZE;
    }

    /** Blocks of data. */
    public long blocks() {
        return (size + dsize - 1) / dsize;
    }

    /** True if the pointer blocks reach as far as the size says. */
    public boolean reachesItsSize() {
        int needed = 0;
        for (long blocks = blocks(); blocks > 1; needed++) {
            blocks = (blocks + pointersPerBlock() - 1) / pointersPerBlock();
        }
        return depth() >= needed;
    }
}
