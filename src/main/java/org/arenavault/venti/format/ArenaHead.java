package org.arenavault.venti.format;

import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;

/**
 * The first block of an arena (venti-format 3.2). It repeats what the tail says, and makes an extracted arena
 * describe itself.
 *
 * @param version 4 or 5
 * @param name the arena's name, at most 63 bytes
 * @param blockSize B, the block size of the partition
 * @param size bytes of the whole arena, head and tail included
 * @param clumpMagic what every clump of this arena begins with, u32
 */
public record ArenaHead(int version, String name, int blockSize, long size, long clumpMagic) {

    /** The first four bytes. */
    public static final long MAGIC = 0xD15C4EADL;

    /** The clump magic of every version 4 arena. */
    public static final long V4_CLUMP_MAGIC = 0xD15CB10CL;

    /** Bytes needed to decode a head of either version. */
    public static final int DECODED_SIZE = 88;

    private static final int VERSION_AT = 4;
    private static final int NAME_AT = 8;
    private static final int BLOCK_SIZE_AT = 72;
    private static final int SIZE_AT = 76;
    private static final int CLUMP_MAGIC_AT = 84;

    /**
     * Decodes the head at the position of {@code block}.
     *
     * @throws CorruptException if this is no head, or block size or size are impossible
     * @throws UnsupportedVersionException if it is one of another version
     */
    public static ArenaHead decode(ByteBuffer block, String where)
            throws CorruptException, UnsupportedVersionException {
        ByteBuffer b = block.slice();
        if (b.remaining() < DECODED_SIZE) {
            throw new CorruptException(where + ": arena head is cut short");
        }
        int version = Magic.checkArena(b, "arena head", MAGIC, VERSION_AT, where);
        long blockSize = Fields.u32(b, BLOCK_SIZE_AT);
        long size = Fields.u64(b, SIZE_AT, where, "size in arena head");
        if (!ArenaFormat.isBlockSize(blockSize) || size < 3 * blockSize || size % blockSize != 0) {
            throw new CorruptException("%s: arena head says %d bytes in blocks of %d"
                    .formatted(where, size, blockSize));
        }
        return new ArenaHead(version, Fields.name(b, NAME_AT), (int) blockSize, size,
                version == 4 ? V4_CLUMP_MAGIC : Fields.u32(b, CLUMP_MAGIC_AT));
    }

    /** The whole head block, {@code blockSize} bytes. */
    public byte[] encode() {
        byte[] block = new byte[blockSize];
        ByteBuffer b = ByteBuffer.wrap(block);
        Fields.putU32(b, 0, MAGIC);
        Fields.putU32(b, VERSION_AT, version);
        Fields.putName(b, NAME_AT, name);
        Fields.putU32(b, BLOCK_SIZE_AT, blockSize);
        b.putLong(SIZE_AT, size);
        if (version == 5) {
            Fields.putU32(b, CLUMP_MAGIC_AT, clumpMagic);
        }
        return block;
    }
}
