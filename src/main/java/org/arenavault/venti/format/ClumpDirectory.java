package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The directory of an arena: entries run forward inside a block, blocks grow downward from the tail, and an
 * entry never straddles two (venti-format 3.4).
 */
public final class ClumpDirectory {

    private static final int CHUNK = 256 * 1024;

    private final Arena arena;
    private final int perBlock;

    /** The directory of this arena. */
    public ClumpDirectory(Arena arena) {
        this.arena = arena;
        this.perBlock = ArenaFormat.infosPerBlock(arena.blockSize());
    }

    /** Offset in the storage of the block that holds entry {@code ordinal}. */
    public long blockOf(long ordinal) {
        return arena.tailStart() - (ordinal / perBlock + 1) * arena.blockSize();
    }

    /** Position of entry {@code ordinal} in its block. */
    public int positionInBlock(long ordinal) {
        return (int) (ordinal % perBlock) * ArenaFormat.CLUMP_INFO;
    }

    /** How many blocks the first {@code clumps} entries take. */
    public long blocksFor(long clumps) {
        return (clumps + perBlock - 1) / perBlock;
    }

    /**
     * Reads {@code count} blocks from number {@code first} on into {@code target} at its position. They lie in
     * descending order: the block of the highest number comes first.
     */
    public void readBlocks(long first, int count, ByteBuffer target) throws IOException {
        ByteBuffer blocks = target.slice(target.position(), count * arena.blockSize());
        arena.storage().read(arena.tailStart() - (first + count) * arena.blockSize(), blocks);
    }

    /** Goes through the first {@code clumps} entries in their order, reading ahead in large pieces. */
    public Cursor cursor(long clumps) {
        return new Cursor(0, 0, clumps);
    }

    /** The same from entry {@code first} on, whose clump starts at {@code offset} from the arena's data start. */
    public Cursor cursor(long first, long offset, long clumps) {
        return new Cursor(first, offset, clumps);
    }

    /** A position in the directory; starts before the first entry. Not safe for several threads. */
    public final class Cursor {

        private final long clumps;
        private final int blocksPerChunk;
        private ByteBuffer chunk = ByteBuffer.allocate(0);
        private long firstBlock;
        private long blocks;
        private long ordinal;
        private long offset;
        private long nextOffset;
        private int at;

        private Cursor(long first, long offset, long clumps) {
            this.ordinal = first - 1;
            this.nextOffset = offset;
            this.clumps = clumps;
            this.blocksPerChunk = Math.max(1, CHUNK / arena.blockSize());
        }

        /** Moves to the next entry; false behind the last. Where that cannot be read, it is still the next one. */
        public boolean next() throws IOException {
            if (ordinal + 1 >= clumps) {
                return false;
            }
            long block = (ordinal + 1) / perBlock;
            if (block >= firstBlock + blocks) {
                readChunk(block);
            }
            ordinal++;
            int blockInChunk = (int) (blocks - 1 - (block - firstBlock));
            at = blockInChunk * arena.blockSize() + positionInBlock(ordinal);
            offset = nextOffset;
            nextOffset = offset + ArenaFormat.CLUMP_HEADER + size();
            return true;
        }

        private void readChunk(long block) throws IOException {
            int count = (int) Math.min(blocksPerChunk, blocksFor(clumps) - block);
            int bytes = count * arena.blockSize();
            if (chunk.capacity() < bytes) {
                chunk = ByteBuffer.allocate(bytes);
            }
            firstBlock = block;
            // a read that fails leaves nothing behind that could pass for entries
            blocks = 0;
            readBlocks(block, count, chunk);
            blocks = count;
        }

        /** Number of the entry, from 0. */
        public long ordinal() {
            return ordinal;
        }

        /** Where its clump starts, counted from the arena's data start: the sum of what precedes it. */
        public long offset() {
            return offset;
        }

        /** Where the clump behind it starts. */
        public long nextOffset() {
            return nextOffset;
        }

        /** Type number on disk. */
        public int type() {
            return Fields.u8(chunk, at);
        }

        /** Stored bytes behind the clump's header. */
        public int size() {
            return Fields.u16(chunk, at + ClumpInfo.SIZE_AT);
        }

        /** Length of the block. */
        public int uncsize() {
            return Fields.u16(chunk, at + ClumpInfo.UNCSIZE_AT);
        }

        /** Copies the 20 bytes of the score to {@code target} at {@code targetAt}. */
        public void copyScore(byte[] target, int targetAt) {
            System.arraycopy(chunk.array(), at + ClumpInfo.SCORE_AT, target, targetAt, Score.SIZE);
        }

        /** True if the entry is one that was written, and the bytes at {@code from} are the same. */
        public boolean matches(byte[] bytes, int from) {
            return (type() != 0 || size() != 0) && Arrays.equals(chunk.array(), at, at + ArenaFormat.CLUMP_INFO,
                    bytes, from, from + ArenaFormat.CLUMP_INFO);
        }

        /** The whole entry. */
        public ClumpInfo info() {
            return ClumpInfo.decode(chunk, at);
        }
    }
}
