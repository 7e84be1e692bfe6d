package org.arenavault.venti.format;

import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;

/**
 * The last block of an arena (venti-format 3.3). Never encode the tail of a sealed arena anew: its seal covers
 * the bytes as they are, and old servers wrote them differently.
 *
 * @param version 4 or 5
 * @param name the arena's name, at most 63 bytes
 * @param ctime when its first clump was written, seconds since 1970, u32; 0 = never
 * @param wtime when its last clump was written or it was last repaired, u32
 * @param clumpMagic what every clump of this arena begins with, u32
 * @param disk the part of the clump log that is known to be in the index
 * @param memory everything appended; enumerates all data
 * @param score the arena's seal, or {@link Score#NONE} until it is sealed and summed
 */
public record ArenaTail(int version, String name, long ctime, long wtime, long clumpMagic,
                        ArenaStats disk, ArenaStats memory, Score score) {

    /** The first four bytes. */
    public static final long MAGIC = 0xF2A14EADL;

    private static final int VERSION_AT = 4;
    private static final int NAME_AT = 8;
    private static final int CLUMPS_AT = 72;
    private static final int CCLUMPS_AT = 76;
    private static final int CTIME_AT = 80;
    private static final int WTIME_AT = 84;
    /** Version 5 has the clump magic here; all that follows moves by its four bytes. */
    private static final int CLUMP_MAGIC_AT = 88;
    private static final int V4_USED_AT = 88;
    private static final int UNCSIZE_OFFSET = 8;
    private static final int SEALED_OFFSET = 16;
    private static final int EXTENSION_OFFSET = 17;

    /**
     * Decodes the tail that {@code block} holds from its position to its limit: one whole block.
     *
     * @throws CorruptException if this is no tail, or a count is impossible in itself
     * @throws UnsupportedVersionException if it is one of another version
     */
    public static ArenaTail decode(ByteBuffer block, String where)
            throws CorruptException, UnsupportedVersionException {
        ByteBuffer b = block.slice();
        int version = Magic.checkArena(b, "arena tail", MAGIC, VERSION_AT, where);
        int usedAt = usedAt(version);
        ArenaStats disk = new ArenaStats(Fields.u32(b, CLUMPS_AT), Fields.u32(b, CCLUMPS_AT),
                Fields.u64(b, usedAt, where, "used in arena tail"),
                Fields.u64(b, usedAt + UNCSIZE_OFFSET, where, "uncsize in arena tail"),
                Fields.u8(b, usedAt + SEALED_OFFSET) == 1);
        ArenaStats memory = disk;
        int extension = usedAt + EXTENSION_OFFSET;
        if (Fields.u8(b, extension) == 1) {
            memory = new ArenaStats(Fields.u32(b, extension + 1), Fields.u32(b, extension + 5),
                    Fields.u64(b, extension + 9, where, "used in arena tail's extension"),
                    Fields.u64(b, extension + 17, where, "uncsize in arena tail's extension"),
                    disk.sealed() || Fields.u8(b, extension + 25) == 1);
        }
        return new ArenaTail(version, Fields.name(b, NAME_AT), Fields.u32(b, CTIME_AT), Fields.u32(b, WTIME_AT),
                version == 4 ? ArenaHead.V4_CLUMP_MAGIC : Fields.u32(b, CLUMP_MAGIC_AT),
                disk, memory, Fields.score(b, b.limit() - Score.SIZE));
    }

    /** True if no clump was ever added, and some may be. */
    public boolean isUnused() {
        return memory.clumps() == 0 && !memory.sealed();
    }

    /** The whole tail block of {@code blockSize} bytes, as today's server writes it. */
    public byte[] encode(int blockSize) {
        byte[] block = new byte[blockSize];
        ByteBuffer b = ByteBuffer.wrap(block);
        Fields.putU32(b, 0, MAGIC);
        Fields.putU32(b, VERSION_AT, version);
        Fields.putName(b, NAME_AT, name);
        Fields.putU32(b, CLUMPS_AT, disk.clumps());
        Fields.putU32(b, CCLUMPS_AT, disk.cclumps());
        Fields.putU32(b, CTIME_AT, ctime);
        Fields.putU32(b, WTIME_AT, wtime);
        if (version == 5) {
            Fields.putU32(b, CLUMP_MAGIC_AT, clumpMagic);
        }
        int usedAt = usedAt(version);
        b.putLong(usedAt, disk.used());
        b.putLong(usedAt + UNCSIZE_OFFSET, disk.uncsize());
        Fields.putU8(b, usedAt + SEALED_OFFSET, disk.sealed() ? 1 : 0);
        if (!memory.equals(disk)) {
            int extension = usedAt + EXTENSION_OFFSET;
            Fields.putU8(b, extension, 1);
            Fields.putU32(b, extension + 1, memory.clumps());
            Fields.putU32(b, extension + 5, memory.cclumps());
            b.putLong(extension + 9, memory.used());
            b.putLong(extension + 17, memory.uncsize());
            Fields.putU8(b, extension + 25, memory.sealed() ? 1 : 0);
        }
        score.put(b, blockSize - Score.SIZE);
        return block;
    }

    private static int usedAt(int version) {
        return version == 4 ? V4_USED_AT : V4_USED_AT + 4;
    }
}
