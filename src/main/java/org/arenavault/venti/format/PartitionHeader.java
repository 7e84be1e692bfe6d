package org.arenavault.venti.format;

import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;

/**
 * The header of an arena partition, at offset {@link ArenaFormat#BLANK} (venti-format 2.1).
 *
 * @param blockSize B, power of two
 * @param arenaBase offset of the first arena's head
 */
public record PartitionHeader(int blockSize, long arenaBase) {

    /** The first four bytes. */
    public static final long MAGIC = 0xA9E4A5E7L;

    /** Bytes of the header's sector; all but the first 16 are zero. */
    public static final int SIZE = 512;

    private static final int VERSION = 3;

    /** The header that a formatter writes: {@link ArenaFormat#TABLE_SPACE} for the table. */
    public static PartitionHeader ofBlockSize(int blockSize) {
        PartitionHeader smallest = new PartitionHeader(blockSize, 0);
        return new PartitionHeader(blockSize,
                ArenaFormat.roundUp(smallest.tableBase() + ArenaFormat.TABLE_SPACE, blockSize));
    }

    /**
     * Decodes the header at the position of {@code bytes}.
     *
     * @param partitionSize bytes of the partition, which bounds what the header may say
     * @throws CorruptException if this is no header or it describes the impossible
     * @throws UnsupportedVersionException if it is one of another version
     */
    public static PartitionHeader decode(ByteBuffer bytes, long partitionSize, String where)
            throws CorruptException, UnsupportedVersionException {
        ByteBuffer b = bytes.slice();
        Magic.check(b, "arena partition", MAGIC, where);
        Magic.checkVersion(b, "arena partition", 4, VERSION, VERSION, where);
        long blockSize = Fields.u32(b, 8);
        if (!ArenaFormat.isBlockSize(blockSize)) {
            throw new CorruptException(where + ": arena partition with a block size of " + blockSize);
        }
        PartitionHeader header = new PartitionHeader((int) blockSize, Fields.u32(b, 12));
        if (header.arenaBase <= header.tableBase() || header.arenaBase > partitionSize
                || header.tableSize() > ArenaFormat.MAX_TABLE_SPACE) {
            throw new CorruptException("%s: arena partition of %d bytes with its first arena at %d"
                    .formatted(where, partitionSize, header.arenaBase));
        }
        return header;
    }

    /** The header's sector, 512 bytes. */
    public byte[] encode() {
        byte[] sector = new byte[SIZE];
        ByteBuffer b = ByteBuffer.wrap(sector);
        Fields.putU32(b, 0, MAGIC);
        Fields.putU32(b, 4, VERSION);
        Fields.putU32(b, 8, blockSize);
        Fields.putU32(b, 12, arenaBase);
        return sector;
    }

    /** Offset of the table of arenas. */
    public long tableBase() {
        return ArenaFormat.roundUp(ArenaFormat.BLANK + SIZE, blockSize);
    }

    /** Bytes for the table of arenas. */
    public int tableSize() {
        return (int) Math.min(arenaBase - tableBase(), Integer.MAX_VALUE);
    }
}
