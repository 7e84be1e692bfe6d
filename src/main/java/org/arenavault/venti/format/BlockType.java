package org.arenavault.venti.format;

import java.util.stream.IntStream;

/**
 * The type of a block, by the number that clients use: data tree level d = d, directory tree level d = 8 + d,
 * root = 16, corrupt = 255. Disk and wire use other numbers (venti-format 4.3), where the pointer blocks of
 * both trees share theirs and decode as directory pointers.
 */
public final class BlockType {

    /** The deepest level of pointer blocks. */
    public static final int MAX_DEPTH = 7;

    private static final int DIRECTORY_TREE = 8;
    private static final int ROOT_NUMBER = 16;
    private static final int CORRUPT_NUMBER = 255;
    private static final BlockType[] LEGAL =
            IntStream.rangeClosed(0, ROOT_NUMBER).mapToObj(BlockType::new).toArray(BlockType[]::new);

    /** Contents of files. */
    public static final BlockType DATA = LEGAL[0];

    /** Arrays of entries. */
    public static final BlockType DIRECTORY = LEGAL[DIRECTORY_TREE];

    /** The block that a root score names. */
    public static final BlockType ROOT = LEGAL[ROOT_NUMBER];

    /** A clump that a repair has given up, or that a client stored under a type which does not exist. */
    public static final BlockType CORRUPT = new BlockType(CORRUPT_NUMBER);

    private final int number;

    private BlockType(int number) {
        this.number = number;
    }

    /** The type at level {@code depth} (0 to 7) of the data tree or of the directory tree. */
    public static BlockType ofTree(boolean directory, int depth) {
        if (depth < 0 || depth > MAX_DEPTH) {
            throw new IllegalArgumentException("depth " + depth);
        }
        return LEGAL[(directory ? DIRECTORY_TREE : 0) + depth];
    }

    /** What a type number on disk or on the wire stands for; everything illegal is {@link #CORRUPT}. */
    public static BlockType fromDisk(int type) {
        if (type == 1) {
            return ROOT;
        }
        if (type == 2) {
            return DIRECTORY;
        }
        if (type >= 3 && type <= 9) {
            return LEGAL[type + 6];
        }
        return type == 13 ? DATA : CORRUPT;
    }

    /** True if {@link #fromDisk} makes anything but {@link #CORRUPT} of this number. */
    public static boolean isLegalOnDisk(int type) {
        return (type >= 1 && type <= 9) || type == 13;
    }

    /** The number on disk and on the wire. */
    public int toDisk() {
        if (number == 0) {
            return 13;
        }
        if (number < DIRECTORY_TREE) {
            return number + 2;
        }
        if (number == DIRECTORY_TREE) {
            return 2;
        }
        if (number < ROOT_NUMBER) {
            return number - 6;
        }
        return number == ROOT_NUMBER ? 1 : CORRUPT_NUMBER;
    }

    /** The number that clients and tools show. */
    public int number() {
        return number;
    }

    /** True for the blocks of the directory tree, its pointer blocks included. */
    public boolean isDirectoryTree() {
        return number >= DIRECTORY_TREE && number < ROOT_NUMBER;
    }

    /** Level in its tree: 0 for data and directory blocks, 1 to 7 for pointer blocks; 0 for roots. */
    public int depth() {
        return number < ROOT_NUMBER ? number % DIRECTORY_TREE : 0;
    }

    /** True for blocks that are arrays of scores. */
    public boolean isPointer() {
        return depth() > 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BlockType type && type.number == number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public String toString() {
        if (number == CORRUPT_NUMBER) {
            return "corrupt";
        }
        if (number == ROOT_NUMBER) {
            return "root";
        }
        return (isDirectoryTree() ? "dir" : "data") + (depth() == 0 ? "" : "+" + depth());
    }
}
