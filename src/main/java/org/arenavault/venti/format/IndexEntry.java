package org.arenavault.venti.format;

import java.nio.ByteBuffer;

/**
 * Where a block lies, 38 bytes (venti-format 6.4).
 *
 * @param score SHA-1 of the block
 * @param address index address of its clump's header, u64
 * @param size length of the block, u16; the uncompressed one
 * @param type type number on disk
 * @param blocks a hint how much to read: header and stored bytes in units of 512, rounded up
 */
public record IndexEntry(Score score, long address, int size, int type, int blocks) {

    /** Bytes of an entry. */
    public static final int SIZE = 38;

    /** Positions of the fields in an entry. */
    public static final int ADDRESS_AT = 26;
    public static final int SIZE_AT = 34;
    public static final int TYPE_AT = 36;
    public static final int BLOCKS_AT = 37;

    private static final int HINT_UNIT = 512;

    /** Decodes the entry at {@code at}; an address beyond 2^63 comes out negative, and lies in no arena. */
    public static IndexEntry decode(ByteBuffer b, int at) {
        return new IndexEntry(Fields.score(b, at), b.getLong(at + ADDRESS_AT), Fields.u16(b, at + SIZE_AT),
                Fields.u8(b, at + TYPE_AT), Fields.u8(b, at + BLOCKS_AT));
    }

    /** Encodes it at {@code at}; the two fields that venti ignores are written as zero. */
    public void encode(ByteBuffer b, int at) {
        score.put(b, at);
        b.putInt(at + Score.SIZE, 0);
        b.putShort(at + Score.SIZE + 4, (short) 0);
        b.putLong(at + ADDRESS_AT, address);
        Fields.putU16(b, at + SIZE_AT, size);
        Fields.putU8(b, at + TYPE_AT, type);
        Fields.putU8(b, at + BLOCKS_AT, blocks);
    }

    /** The hint for a clump of {@code storedSize} bytes behind its header. */
    public static int blocksFor(int storedSize) {
        return (ArenaFormat.CLUMP_HEADER + storedSize + HINT_UNIT - 1) / HINT_UNIT;
    }
}
