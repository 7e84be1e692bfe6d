package org.arenavault.fossil;

import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.Fields;

/**
 * The header of a fossil partition (replication 3): where its parts begin, in blocks from the partition's start.
 *
 * @param blockSize bytes of a block; a multiple of 512, at most 56 KiB
 * @param superAt number of the super block
 * @param label number of the first block of labels
 * @param data number of the first block of data
 * @param end number of the block behind the last one of data
 */
public record FossilHeader(int blockSize, long superAt, long label, long data, long end) {

    /** Offset of the header in the partition, bytes. */
    public static final int AT = 128 * 1024;

    /** Bytes of the header, of which the first 24 mean something. */
    public static final int SIZE = 512;

    public static final long MAGIC = 0x3776AE89L;

    private static final int VERSION = 1;
    private static final int MAX_BLOCK_SIZE = 56 * 1024;
    private static final int BLOCK_UNIT = 512;
    /** The smallest partition that a fossil is made on. */
    private static final long MIN_PARTITION = 1_310_720;

    /**
     * Decodes the header at the start of {@code bytes}.
     *
     * @param partitionSize bytes of the partition, which bounds what the header may say
     * @throws CorruptException if this is no header, or its parts do not fit
     * @throws UnsupportedVersionException if it is one of another version
     */
    static FossilHeader decode(byte[] bytes, long partitionSize, String where)
            throws CorruptException, UnsupportedVersionException {
        ByteBuffer b = ByteBuffer.wrap(bytes);
        if (Fields.u32(b, 0) != MAGIC) {
            throw new CorruptException("%s: no fossil partition: %08x at %d where %08x should be"
                    .formatted(where, Fields.u32(b, 0), AT, MAGIC));
        }
        if (Fields.u16(b, 4) != VERSION) {
            throw new UnsupportedVersionException("%s: fossil partition of version %d; this program knows %d"
                    .formatted(where, Fields.u16(b, 4), VERSION));
        }
        FossilHeader header = new FossilHeader(Fields.u16(b, 6), Fields.u32(b, 8), Fields.u32(b, 12),
                Fields.u32(b, 16), Fields.u32(b, 20));
        if (!header.isSound(partitionSize)) {
            throw new CorruptException(("%s: fossil header of blocks of %d bytes, super block %d, labels from %d, data "
                    + "%d to %d, which cannot be in %d bytes").formatted(where, header.blockSize, header.superAt,
                    header.label, header.data, header.end, partitionSize));
        }
        return header;
    }

    private boolean isSound(long partitionSize) {
        return isBlockSize(blockSize) && superAt * blockSize >= AT + SIZE && label > superAt && data > label
                && end > data && data - label == (end - data + labelsPerBlock() - 1) / labelsPerBlock()
                && end * blockSize <= partitionSize;
    }

    private static boolean isBlockSize(int size) {
        return size >= BLOCK_UNIT && size <= MAX_BLOCK_SIZE && size % BLOCK_UNIT == 0;
    }

    /**
     * The header that a formatter writes for a partition.
     *
     * @throws RefusedException if there is no fossil of that size or block size
     */
    static FossilHeader ofSize(long partitionSize, int blockSize, String where) throws RefusedException {
        if (!isBlockSize(blockSize)) {
            throw new RefusedException("%s: a fossil has blocks of a multiple of 512 bytes up to 56 KiB, not of %d"
                    .formatted(where, blockSize));
        }
        long blocks = partitionSize / blockSize;
        if (blocks < MIN_PARTITION / blockSize || blocks > 0xFFFF_FFFEL) {
            throw new RefusedException("%s: %d bytes are no size for a fossil with blocks of %d"
                    .formatted(where, partitionSize, blockSize));
        }
        long perBlock = blockSize / Label.SIZE;
        long superAt = (AT + 2L * blockSize) / blockSize;
        long label = superAt + 1;
        long count = perBlock * (blocks - label) / (perBlock + 1);
        long data = label + (count + perBlock - 1) / perBlock;
        return new FossilHeader(blockSize, superAt, label, data, data + count);
    }

    /** The header, 512 bytes. */
    byte[] encode() {
        byte[] bytes = new byte[SIZE];
        ByteBuffer b = ByteBuffer.wrap(bytes);
        Fields.putU32(b, 0, MAGIC);
        Fields.putU16(b, 4, VERSION);
        Fields.putU16(b, 6, blockSize);
        Fields.putU32(b, 8, superAt);
        Fields.putU32(b, 12, label);
        Fields.putU32(b, 16, data);
        Fields.putU32(b, 20, end);
        return bytes;
    }

    /** How many labels a block holds. */
    int labelsPerBlock() {
        return blockSize / Label.SIZE;
    }

    /** How many blocks of data there are. */
    public long dataBlocks() {
        return end - data;
    }

    /** Offset in the partition of the super block. */
    long superOffset() {
        return superAt * blockSize;
    }

    /** Offset in the partition of data block {@code address}. */
    long dataOffset(long address) {
        return (data + address) * blockSize;
    }

    /** Offset in the partition of the label of data block {@code address}. */
    long labelOffset(long address) {
        return (label + address / labelsPerBlock()) * blockSize + address % labelsPerBlock() * Label.SIZE;
    }
}
