package org.arenavault.venti.format;

import java.nio.ByteBuffer;

/**
 * What precedes every stored block, 38 bytes (venti-format 4.1).
 *
 * @param magic the arena's clump magic, u32; 0 marks the end of the log
 * @param type type number on disk
 * @param size payload bytes that follow, u16
 * @param uncsize length of the block, u16
 * @param score SHA-1 of the block, uncompressed
 * @param encoding 1 = raw, 2 = Whack
 * @param creator u32; 0 from the stock server
 * @param time when it was stored, seconds since 1970, u32
 */
public record ClumpHeader(long magic, int type, int size, int uncsize, Score score, int encoding, long creator,
                          long time) {

    /** Stored as it is. */
    public static final int RAW = 1;

    /** Stored compressed. */
    public static final int WHACK = 2;

    /** From here on a header says what its directory entry says, in the same 25 bytes. */
    public static final int INFO_AT = 4;

    private static final int TYPE_AT = 4;
    private static final int SIZE_AT = 5;
    private static final int UNCSIZE_AT = 7;
    private static final int SCORE_AT = 9;
    private static final int ENCODING_AT = 29;
    private static final int CREATOR_AT = 30;
    private static final int TIME_AT = 34;

    /** Decodes the header at {@code at}. Anything decodes; ask {@link #isLegal}. */
    public static ClumpHeader decode(ByteBuffer b, int at) {
        return new ClumpHeader(Fields.u32(b, at), Fields.u8(b, at + TYPE_AT), Fields.u16(b, at + SIZE_AT),
                Fields.u16(b, at + UNCSIZE_AT), Fields.score(b, at + SCORE_AT), Fields.u8(b, at + ENCODING_AT),
                Fields.u32(b, at + CREATOR_AT), Fields.u32(b, at + TIME_AT));
    }

    /** Encodes it at {@code at}. */
    public void encode(ByteBuffer b, int at) {
        Fields.putU32(b, at, magic);
        Fields.putU8(b, at + TYPE_AT, type);
        Fields.putU16(b, at + SIZE_AT, size);
        Fields.putU16(b, at + UNCSIZE_AT, uncsize);
        score.put(b, at + SCORE_AT);
        Fields.putU8(b, at + ENCODING_AT, encoding);
        Fields.putU32(b, at + CREATOR_AT, creator);
        Fields.putU32(b, at + TIME_AT, time);
    }

    /** True if sizes and encoding go together. Says nothing of magic, type and payload. */
    public boolean isLegal() {
        return (encoding == RAW && size == uncsize) || (encoding == WHACK && size < uncsize);
    }

    /** Header and payload. */
    public int length() {
        return ArenaFormat.CLUMP_HEADER + size;
    }

    /** What the directory says of this clump. */
    public ClumpInfo info() {
        return new ClumpInfo(type, size, uncsize, score);
    }
}
