package org.arenavault.venti.format;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import org.arenavault.io.Digests;
import org.arenavault.io.UsageException;

/** The SHA-1 of a block or of an arena, 20 bytes. Immutable; ordered as unsigned bytes. */
public final class Score implements Comparable<Score> {

    /** Length in bytes. */
    public static final int SIZE = 20;

    /** Twenty zero bytes: "no score" on disk, for instance in an arena that is not yet summed. */
    public static final Score NONE = new Score(new byte[SIZE]);

    /**
     * The score of the empty block, the SHA-1 of nothing. Never stored: whoever follows a score knows it already.
     */
    public static final Score ZERO = new Score(HexFormat.of().parseHex("da39a3ee5e6b4b0d3255bfef95601890afd80709"));

    private final byte[] bytes;

    private Score(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The score that these 20 bytes are; they are copied. */
    public static Score of(byte[] bytes) {
        if (bytes.length != SIZE) {
            throw new IllegalArgumentException("a score has 20 bytes, not " + bytes.length);
        }
        return new Score(bytes.clone());
    }

    /** What this SHA-1 has come to; the digest is reset. */
    public static Score of(MessageDigest sha1) {
        return new Score(sha1.digest());
    }

    /** The score of the bytes that remain in {@code block}; its position is not moved. */
    public static Score ofBlock(ByteBuffer block) {
        MessageDigest sha1 = Digests.sha1();
        sha1.update(block.duplicate());
        return of(sha1);
    }

    /**
     * Reads {@code [label:]40hex}, in either case (venti-protocol 9).
     *
     * @throws UsageException if the text is no score
     */
    public static Score parse(String text) throws UsageException {
        String hex = text.substring(text.indexOf(':') + 1);
        if (hex.length() != 2 * SIZE || !hex.chars().allMatch(c -> Character.digit(c, 16) >= 0 && c < 128)) {
            throw new UsageException("'" + text + "' is no score: 40 hexadecimal digits are expected");
        }
        return new Score(HexFormat.of().parseHex(hex));
    }

    /** True for both forms of an empty block: the zero score and twenty zero bytes. */
    public boolean isEmptyBlock() {
        return equals(ZERO) || equals(NONE);
    }

    /** A copy of the 20 bytes. */
    public byte[] toBytes() {
        return bytes.clone();
    }

    /** The first 32 bits, big-endian: they choose the bucket of an index (venti-format 6.3). */
    public int firstBits() {
        return ByteBuffer.wrap(bytes).getInt();
    }

    /** Puts the 20 bytes at {@code at}, without moving the position. */
    public void put(ByteBuffer target, int at) {
        target.put(at, bytes);
    }

    /** True if the 20 bytes at {@code offset} are this score. */
    public boolean matches(byte[] array, int offset) {
        return Arrays.equals(bytes, 0, SIZE, array, offset, offset + SIZE);
    }

    @Override
    public int compareTo(Score other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Score score && Arrays.equals(bytes, score.bytes);
    }

    @Override
    public int hashCode() {
        return firstBits();
    }

    /** The first eight digits, by which people tell it; they open nothing. */
    public String hint() {
        return toString().substring(0, 8);
    }

    /** 40 lower-case hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
