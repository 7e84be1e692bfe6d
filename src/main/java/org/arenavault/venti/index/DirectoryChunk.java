package org.arenavault.venti.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.ClumpInfo;
import org.jspecify.annotations.Nullable;

/** A piece of one arena's directory, up to 1 MiB. One thread at a time uses it; its memory is used again. */
final class DirectoryChunk {

    private static final int CAPACITY = 1 << 20;

    private final byte[] bytes = new byte[CAPACITY];
    private @Nullable FilledArena arena; // null before anything was read
    private int blockSize;
    private int blocks;
    private int entries;
    private long address;

    /**
     * Reads as much of a directory as fits.
     *
     * @param ordinal number of the first entry, the first of its block
     * @param from index address of its clump
     */
    void read(FilledArena of, long ordinal, long from) throws IOException {
        arena = of;
        address = from;
        blockSize = of.arena().blockSize();
        ClumpDirectory directory = new ClumpDirectory(of.arena());
        int perBlock = ArenaFormat.infosPerBlock(blockSize);
        long left = of.memory().clumps() - ordinal;
        blocks = (int) Math.min(CAPACITY / blockSize, directory.blocksFor(left));
        entries = (int) Math.min(left, (long) blocks * perBlock);
        directory.readBlocks(ordinal / perBlock, blocks, ByteBuffer.wrap(bytes));
    }

    int entries() {
        return entries;
    }

    /**
     * Adds up what the entries say of their clumps' lengths.
     *
     * @return index address behind the last; -1 if an entry was never written, or says what cannot be (clumps
     *     of a corrupt type may say anything)
     */
    long end() {
        long at = address;
        boolean sound = true;
        int left = entries;
        for (int block = blocks - 1; block >= 0; block--) {
            int info = block * blockSize;
            int count = Math.min(left, ArenaFormat.infosPerBlock(blockSize));
            for (int i = 0; i < count; i++) {
                int size = PackedEntry.u16(bytes, info + ClumpInfo.SIZE_AT);
                sound &= size <= PackedEntry.u16(bytes, info + ClumpInfo.UNCSIZE_AT)
                        ? (size | bytes[info]) != 0 : !BlockType.isLegalOnDisk(bytes[info] & 0xFF);
                at += ArenaFormat.CLUMP_HEADER + size;
                info += ArenaFormat.CLUMP_INFO;
            }
            left -= count;
        }
        return sound ? at : -1;
    }

    /** Shows every entry, in the order of their clumps. */
    void visit(ClumpVisitor visitor) throws IOException {
        FilledArena of = Objects.requireNonNull(arena, "nothing was read");
        long at = address;
        int left = entries;
        for (int block = blocks - 1; block >= 0; block--) {
            int info = block * blockSize;
            int count = Math.min(left, ArenaFormat.infosPerBlock(blockSize));
            for (int i = 0; i < count; i++) {
                visitor.clump(of, bytes, info, at);
                at += ArenaFormat.CLUMP_HEADER + PackedEntry.u16(bytes, info + ClumpInfo.SIZE_AT);
                info += ArenaFormat.CLUMP_INFO;
            }
            left -= count;
        }
    }
}
