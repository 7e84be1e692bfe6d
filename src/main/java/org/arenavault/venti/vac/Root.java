package org.arenavault.venti.vac;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.Fields;
import org.arenavault.venti.format.Score;

/**
 * The block that a root score names, 300 bytes, type 16 (venti-protocol 11).
 *
 * @param name given by whoever archived: {@code fossil}, a directory, nothing; Latin-1, so that any byte survives
 * @param type what the tree holds, {@code vac} for files; Latin-1
 * @param score of a directory block
 * @param blockSize of the archive, in bytes
 * @param prev the root archived before this one; one of the two forms of an empty block where there is none
 */
public record Root(String name, String type, Score score, int blockSize, Score prev) {

    /** Bytes of the block. */
    public static final int SIZE = 300;

    private static final int VERSION = 2;
    private static final int BIG = 0x8000;
    private static final int NAME_AT = 2;
    private static final int TYPE_AT = 130;
    private static final int STRING = 128;
    private static final int SCORE_AT = 258;
    private static final int BLOCK_SIZE_AT = 278;
    private static final int PREV_AT = 280;

    /**
     * Decodes a block.
     *
     * @param where for messages: how the block was come by
     * @throws CorruptException if it is too short, or its block size is impossible
     * @throws UnsupportedVersionException if it is of another version
     */
    public static Root decode(byte[] block, String where) throws CorruptException, UnsupportedVersionException {
        if (block.length < SIZE) {
            throw new CorruptException("%s: a root block has %d bytes, this one %d"
                    .formatted(where, SIZE, block.length));
        }
        ByteBuffer b = ByteBuffer.wrap(block);
        int version = Fields.u16(b, 0);
        if ((version & ~BIG) != VERSION) {
            throw new UnsupportedVersionException("%s: root block of version %d; this program knows %d"
                    .formatted(where, version & ~BIG, VERSION));
        }
        int code = Fields.u16(b, BLOCK_SIZE_AT);
        long blockSize = (version & BIG) != 0 ? BigSize.decode(code) : code;
        if (blockSize < Entry.MIN_BLOCK_SIZE || blockSize > Entry.MAX_BLOCK_SIZE) {
            throw new CorruptException("%s: root block says that blocks have %d bytes".formatted(where, blockSize));
        }
        return new Root(string(block, NAME_AT), string(block, TYPE_AT), Fields.score(b, SCORE_AT), (int) blockSize,
                Fields.score(b, PREV_AT));
    }

    /**
     * The block.
     *
     * @throws IllegalArgumentException if a string is too long or the block size has no exact form
     */
    public byte[] encode() {
        byte[] block = new byte[SIZE];
        ByteBuffer b = ByteBuffer.wrap(block);
        boolean big = blockSize >= BigSize.FROM;
        Fields.putU16(b, 0, big ? VERSION | BIG : VERSION);
        putString(block, NAME_AT, name);
        putString(block, TYPE_AT, type);
        score.put(b, SCORE_AT);
        Fields.putU16(b, BLOCK_SIZE_AT, big ? BigSize.encode(blockSize) : blockSize);
        prev.put(b, PREV_AT);
        return block;
    }

    private static String string(byte[] block, int at) {
        int end = at;
        while (end < at + STRING && block[end] != 0) {
            end++;
        }
        return new String(block, at, end - at, StandardCharsets.ISO_8859_1);
    }

    private static void putString(byte[] block, int at, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        if (bytes.length >= STRING) {
            throw new IllegalArgumentException("a string of " + bytes.length + " bytes does not fit into a root block");
        }
        System.arraycopy(Arrays.copyOf(bytes, STRING), 0, block, at, STRING);
    }
}
