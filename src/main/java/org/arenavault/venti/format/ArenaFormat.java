package org.arenavault.venti.format;

/** Constants that the structures of an arena partition share (venti-format 2, 3, 12). */
public final class ArenaFormat {

    /** Bytes at the start of a partition that venti leaves alone: boot blocks, partition tables, our disc label. */
    public static final int BLANK = 256 * 1024;

    /** What a formatter reserves for the table of arenas. */
    public static final int TABLE_SPACE = 512 * 1024;

    /** The most arenas that one table may list. */
    public static final int MAX_ARENAS = 31 * 1024;

    /** The smallest arena that a formatter makes. */
    public static final long MIN_ARENA_SIZE = 1 << 20;

    /** What a formatter takes where nothing is said. */
    public static final int DEFAULT_BLOCK_SIZE = 8192;

    /** What a formatter takes where nothing is said: 512 MiB. */
    public static final long DEFAULT_ARENA_SIZE = 512L << 20;

    /** Bytes of a directory entry. */
    public static final int CLUMP_INFO = 25;

    /** Bytes of a clump's header. */
    public static final int CLUMP_HEADER = 38;

    /** The longest block that the server stores: 56 KiB. */
    public static final int MAX_LUMP = 56 * 1024;

    /** The longest block that the fields can express. */
    public static final int MAX_UNCSIZE = 65535;

    static final int MIN_BLOCK_SIZE = 512;
    static final int MAX_BLOCK_SIZE = 65536;
    static final int MAX_TABLE_SPACE = 16 << 20;

    private ArenaFormat() {
    }

    /** True for a power of two between 512 and 65536. */
    public static boolean isBlockSize(long size) {
        return size >= MIN_BLOCK_SIZE && size <= MAX_BLOCK_SIZE && Long.bitCount(size) == 1;
    }

    /** Rounds {@code x} up to a multiple of {@code n}. */
    public static long roundUp(long x, long n) {
        return Math.addExact(x, n - 1) / n * n;
    }

    /** Rounds {@code x} down to a multiple of {@code n}. */
    public static long roundDown(long x, long n) {
        return x / n * n;
    }

    /** Directory entries per block of {@code blockSize} bytes: 327 for 8192. */
    public static int infosPerBlock(int blockSize) {
        return blockSize / CLUMP_INFO;
    }

    /** Space that a directory reserves: one block more than needed where the clumps fill the last one. */
    public static long directorySize(long clumps, int blockSize) {
        return (clumps / infosPerBlock(blockSize) + 1) * blockSize;
    }
}
