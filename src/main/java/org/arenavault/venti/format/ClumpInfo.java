package org.arenavault.venti.format;

import java.nio.ByteBuffer;

/**
 * One entry of an arena's directory, 25 bytes (venti-format 3.4).
 *
 * @param type type number on disk; 0 in an entry that was never written
 * @param size stored bytes behind the clump's header, u16
 * @param uncsize length of the block, u16
 */
public record ClumpInfo(int type, int size, int uncsize, Score score) {

    /** Positions of the fields in an entry, for those who go through millions; the type is its first byte. */
    public static final int SIZE_AT = 1;
    public static final int UNCSIZE_AT = 3;
    public static final int SCORE_AT = 5;

    /** Decodes the entry at {@code at}. */
    public static ClumpInfo decode(ByteBuffer b, int at) {
        return new ClumpInfo(Fields.u8(b, at), Fields.u16(b, at + SIZE_AT), Fields.u16(b, at + UNCSIZE_AT),
                Fields.score(b, at + SCORE_AT));
    }

    /** Encodes it at {@code at}. */
    public void encode(ByteBuffer b, int at) {
        Fields.putU8(b, at, type);
        Fields.putU16(b, at + SIZE_AT, size);
        Fields.putU16(b, at + UNCSIZE_AT, uncsize);
        score.put(b, at + SCORE_AT);
    }

    /** What messages call the block. A root's score opens all that is below it: of that one they give the beginning. */
    public String block() {
        return block(type, score);
    }

    /** The same of a type number on disk. */
    static String block(int type, Score score) {
        return type == BlockType.ROOT.toDisk() ? "root %s...".formatted(score.hint()) : "block " + score;
    }

    /** False for the blank space behind the last entry. */
    public boolean isWritten() {
        return type != 0 || size != 0;
    }
}
