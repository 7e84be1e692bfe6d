package org.arenavault.venti.format;

import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;

/**
 * The header of an index section, at offset {@link ArenaFormat#BLANK} (venti-format 6.1).
 *
 * @param version 1 or 2
 * @param name the section's name, unique in its index
 * @param indexName the index it belongs to; empty until the index is formatted
 * @param blockSize B, bytes of a bucket
 * @param blockBase offset of the first bucket
 * @param blocks buckets that there is room for
 * @param part which buckets of the index it has
 * @param bucketMagic version 2: what a bucket in use carries, u32, not zero; version 1: 0
 */
public record IndexSection(int version, String name, String indexName, int blockSize, long blockBase, long blocks,
                           Part part, long bucketMagic) {

    /**
     * A part of an index.
     *
     * @param start first bucket, in the numbering of the whole index
     * @param stop the bucket behind the last
     */
    public record Part(long start, long stop) {

        /** None of it: the section belongs to no index yet. */
        public static final Part NONE = new Part(0, 0);
    }

    /** The first four bytes. */
    public static final long MAGIC = 0xD15C5EC7L;

    /** Bytes of the header's sector. */
    public static final int SIZE = 512;

    private static final int NAME_AT = 8;
    private static final int INDEX_NAME_AT = 72;
    private static final int BLOCK_SIZE_AT = 136;
    private static final int BLOCK_BASE_AT = 140;
    private static final int BLOCKS_AT = 144;
    private static final int START_AT = 148;
    private static final int STOP_AT = 152;
    private static final int BUCKET_MAGIC_AT = 156;

    /**
     * A section as the stock formatter makes it in a partition of {@code partitionSize} bytes: not yet part of
     * an index.
     */
    public static IndexSection ofSize(int version, String name, int blockSize, long partitionSize, long bucketMagic) {
        long blockBase = ArenaFormat.roundUp(tableBase(blockSize) + ArenaFormat.TABLE_SPACE, blockSize);
        IndexSection empty = new IndexSection(version, name, "", blockSize, blockBase, 0, Part.NONE, bucketMagic);
        return new IndexSection(version, name, "", blockSize, blockBase, empty.roomIn(partitionSize), Part.NONE,
                bucketMagic);
    }

    /** How many buckets a partition of that size has room for; a formatter writes it as {@code blocks}. */
    public long roomIn(long partitionSize) {
        return Math.max(0, partitionSize / blockSize - blockBase / blockSize);
    }

    /**
     * Decodes the header at the position of {@code bytes}.
     *
     * @param partitionSize bytes of the partition, which bounds what the header may say
     * @throws CorruptException if this is no section or it describes the impossible
     * @throws UnsupportedVersionException if it is one of another version
     */
    public static IndexSection decode(ByteBuffer bytes, long partitionSize, String where)
            throws CorruptException, UnsupportedVersionException {
        ByteBuffer b = bytes.slice();
        Magic.check(b, "index section", MAGIC, where);
        int version = Magic.checkVersion(b, "index section", 4, 1, 2, where);
        long blockSize = Fields.u32(b, BLOCK_SIZE_AT);
        if (!ArenaFormat.isBlockSize(blockSize)) {
            throw new CorruptException(where + ": index section with a block size of " + blockSize);
        }
        IndexSection section = new IndexSection(version, Fields.name(b, NAME_AT), Fields.name(b, INDEX_NAME_AT),
                (int) blockSize, Fields.u32(b, BLOCK_BASE_AT), Fields.u32(b, BLOCKS_AT),
                new Part(Fields.u32(b, START_AT), Fields.u32(b, STOP_AT)), version == 2 ? Fields.u32(b, BUCKET_MAGIC_AT)
                : 0);
        section.checkBounds(partitionSize, where);
        if (version == 2 && section.bucketMagic == 0) {
            throw new CorruptException(where + ": index section of version 2 without a bucket magic");
        }
        return section;
    }

    private void checkBounds(long partitionSize, String where) throws CorruptException {
        long tableSize = blockBase - tableBase(blockSize);
        if (tableSize <= 0 || tableSize > ArenaFormat.MAX_TABLE_SPACE || blockBase % blockSize != 0
                || stop() < start() || stop() - start() > blocks || blockBase + blocks * blockSize > partitionSize) {
            throw new CorruptException(
                    "%s: index section of %d buckets of %d bytes at %d, in use for [%d,%d), in a partition of %d bytes"
                            .formatted(where, blocks, blockSize, blockBase, start(), stop(), partitionSize));
        }
    }

    /** The header's sector, 512 bytes. */
    public byte[] encode() {
        byte[] sector = new byte[SIZE];
        ByteBuffer b = ByteBuffer.wrap(sector);
        Fields.putU32(b, 0, MAGIC);
        Fields.putU32(b, 4, version);
        Fields.putName(b, NAME_AT, name);
        Fields.putName(b, INDEX_NAME_AT, indexName);
        Fields.putU32(b, BLOCK_SIZE_AT, blockSize);
        Fields.putU32(b, BLOCK_BASE_AT, blockBase);
        Fields.putU32(b, BLOCKS_AT, blocks);
        Fields.putU32(b, START_AT, start());
        Fields.putU32(b, STOP_AT, stop());
        if (version == 2) {
            Fields.putU32(b, BUCKET_MAGIC_AT, bucketMagic);
        }
        return sector;
    }

    /** This section as the part [start, stop) of an index. */
    public IndexSection inIndex(String index, long from, long to) {
        return new IndexSection(version, name, index, blockSize, blockBase, blocks, new Part(from, to), bucketMagic);
    }

    /** Offset of the copy of the index map that every section carries. */
    public long tableBase() {
        return tableBase(blockSize);
    }

    /** Bytes for that copy. */
    public int tableSize() {
        return (int) Math.min(blockBase - tableBase(), Integer.MAX_VALUE);
    }

    /** Offset of a bucket by its number in the whole index, start to stop - 1. */
    public long bucketOffset(long bucket) {
        return blockBase + (bucket - start()) * blockSize;
    }

    private static long tableBase(int blockSize) {
        return ArenaFormat.roundUp(ArenaFormat.BLANK + SIZE, blockSize);
    }

    /** First bucket, in the numbering of the whole index. */
    public long start() {
        return part.start();
    }

    /** The bucket behind the last. */
    public long stop() {
        return part.stop();
    }
}
