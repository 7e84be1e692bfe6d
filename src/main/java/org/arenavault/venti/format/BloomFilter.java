package org.arenavault.venti.format;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UnsupportedVersionException;

/**
 * Header and hash of a Bloom filter (venti-format 7). The bit array is in the order of the host that wrote it,
 * little-endian in practice; its first 128 bits are the header.
 *
 * @param hashes probes a score, 1 to 32
 * @param size bytes in all, header included; a power of two, 16 to 2^29
 */
public record BloomFilter(int hashes, int size) {

    /** The first four bytes. */
    public static final long MAGIC = 0xB1004EADL;

    /** Bytes of the header. */
    public static final int HEADER = 16;

    /** The most probes a score. */
    public static final int MAX_HASHES = 32;

    /** The largest filter: 512 MiB. */
    public static final int MAX_SIZE = 1 << 29;

    /** Bits that the header occupies: no probe of ours sets them, and every reader takes them as set. */
    public static final int HEADER_BITS = HEADER * 8;

    /** What stands in place of the magic while a filter is built, so that no server takes half of one. */
    private static final long UNFINISHED_MAGIC = 0xFFFF_FFFFL & ~MAGIC;

    private static final int VERSION = 1;
    private static final VarHandle WORDS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

    public BloomFilter {
        if (hashes < 1 || hashes > MAX_HASHES || size < HEADER || size > MAX_SIZE || Integer.bitCount(size) != 1) {
            throw new IllegalArgumentException("Bloom filter of %d bytes with %d hashes".formatted(size, hashes));
        }
    }

    /**
     * Decodes the header at the position of {@code bytes}.
     *
     * @param partitionSize bytes of its partition
     * @throws CorruptException if this is no filter or it describes the impossible
     * @throws UnsupportedVersionException if it is one of another version
     */
    public static BloomFilter decode(ByteBuffer bytes, long partitionSize, String where)
            throws CorruptException, UnsupportedVersionException {
        ByteBuffer b = bytes.slice();
        if (isUnfinished(b)) {
            throw new CorruptException(where + ": the build of this Bloom filter did not finish: build the index");
        }
        Magic.check(b, "Bloom filter", MAGIC, where);
        return decodeFields(b, partitionSize, where);
    }

    /** True if these bytes begin a filter that is being built. */
    public static boolean isUnfinished(ByteBuffer bytes) {
        return Fields.u32(bytes.slice(), 0) == UNFINISHED_MAGIC;
    }

    /**
     * Decodes the header of a filter that may still be under construction.
     *
     * @throws CorruptException if this is no filter or it describes the impossible
     * @throws UnsupportedVersionException if it is one of another version
     */
    public static BloomFilter decodeAtAnyStage(ByteBuffer bytes, long partitionSize, String where)
            throws CorruptException, UnsupportedVersionException {
        return isUnfinished(bytes) ? decodeFields(bytes.slice(), partitionSize, where)
                : decode(bytes, partitionSize, where);
    }

    private static BloomFilter decodeFields(ByteBuffer b, long partitionSize, String where)
            throws CorruptException, UnsupportedVersionException {
        Magic.checkVersion(b, "Bloom filter", 4, VERSION, VERSION, where);
        long hashes = Fields.u32(b, 8);
        long size = Fields.u32(b, 12);
        if (hashes < 1 || hashes > MAX_HASHES || size < HEADER || size > MAX_SIZE || Long.bitCount(size) != 1
                || size > partitionSize) {
            throw new CorruptException("%s: Bloom filter of %d bytes with %d hashes, in a partition of %d bytes"
                    .formatted(where, size, hashes, partitionSize));
        }
        return new BloomFilter((int) hashes, (int) size);
    }

    /** The header, 16 bytes. */
    public byte[] encode() {
        return encode(MAGIC);
    }

    /** The header while the filter is built. */
    public byte[] encodeUnfinished() {
        return encode(UNFINISHED_MAGIC);
    }

    private byte[] encode(long magic) {
        byte[] header = new byte[HEADER];
        ByteBuffer b = ByteBuffer.wrap(header);
        Fields.putU32(b, 0, magic);
        Fields.putU32(b, 4, VERSION);
        Fields.putU32(b, 8, hashes);
        Fields.putU32(b, 12, size);
        return header;
    }

    /** Where the probes of a score begin: {@code a} of the format. */
    public static int firstProbe(byte[] score, int at) {
        return word(score, at + 4) ^ word(score, at + 12);
    }

    /** What each further probe adds: {@code b} of the format. */
    public static int probeStep(byte[] score, int at) {
        return word(score, at + 8) ^ word(score, at + 16);
    }

    /**
     * The bit that a probe falls on. The server clamps before it masks, so that a probe may still fall on a bit
     * of the header, which it then loses at the next start: such bits count as set (venti-format 7.4).
     *
     * @param probe {@code a + i b}, modulo 2^32
     */
    public long bitOf(int probe) {
        long x = Math.max(probe & 0xFFFF_FFFFL, HEADER_BITS);
        return x & (size * 8L - 1);
    }

    private static int word(byte[] bytes, int at) {
        return (int) WORDS.get(bytes, at);
    }
}
