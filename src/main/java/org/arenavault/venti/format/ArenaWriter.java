package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalLong;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;

/**
 * Appends clumps to an arena and seals it (venti-format 3.6, 3.7). Data, directory and tail reach the disk in
 * this order at every {@link #flush}, so that the tail never vouches for what is not there. One writer an arena.
 */
public final class ArenaWriter {

    /** The end-of-log mark: four zero bytes where the next clump's magic would be. */
    private static final int END_MARK = 4;
    private static final int MARGIN = END_MARK + 4;

    private final Arena arena;
    private final ClumpDirectory directory;
    private final WhackEncoder whack = new WhackEncoder();
    private final byte[] compressed = new byte[ArenaFormat.MAX_UNCSIZE];
    private final ByteBuffer clump =
            ByteBuffer.allocate(ArenaFormat.CLUMP_HEADER + ArenaFormat.MAX_UNCSIZE + END_MARK);
    private final ByteBuffer directoryBlock;
    private ArenaTail tail;

    private ArenaWriter(Arena arena, ArenaTail tail) throws IOException {
        this.arena = arena;
        this.tail = tail;
        this.directory = new ClumpDirectory(arena);
        this.directoryBlock = ByteBuffer.allocate(arena.blockSize());
        if (directory.positionInBlock(tail.memory().clumps()) != 0) {
            arena.storage().read(directory.blockOf(tail.memory().clumps()), directoryBlock);
        }
    }

    /**
     * Continues an arena where its tail says that it ends.
     *
     * @throws CorruptException if the arena is damaged
     */
    public static ArenaWriter open(Arena arena) throws IOException {
        return new ArenaWriter(arena, arena.readTail());
    }

    /**
     * Formats an arena in place, as {@code fmtarenas} does: tail, head, and the first zero bytes of the data.
     *
     * @param version 4 or 5
     * @param clumpMagic random, not zero, for version 5; {@link ArenaHead#V4_CLUMP_MAGIC} for version 4
     */
    public static ArenaWriter format(Arena arena, int version, long clumpMagic) throws IOException {
        arena.checkGeometry();
        ArenaHead head = new ArenaHead(version, arena.name(), arena.blockSize(), arena.size(), clumpMagic);
        ArenaTail tail = new ArenaTail(version, arena.name(), 0, 0, clumpMagic, ArenaStats.EMPTY, ArenaStats.EMPTY,
                Score.NONE);
        arena.storage().write(arena.tailStart(), tail.encode(arena.blockSize()));
        arena.storage().write(arena.start(), head.encode());
        arena.storage().write(arena.dataStart(), new byte[Math.min(8192, arena.blockSize())]);
        return new ArenaWriter(arena, tail);
    }

    /** The arena. */
    public Arena arena() {
        return arena;
    }

    /** What the tail says, or will say after the next {@link #flush}. */
    public ArenaTail tail() {
        return tail;
    }

    /**
     * Appends one block, compressed where that makes it shorter.
     *
     * @param time seconds since 1970
     * @return the clump's offset from the arena's data start; empty if it does not fit: the arena is then full
     *     and takes no clump any more, not even a smaller one
     * @throws RefusedException if the block is empty or longer than the server's limit
     */
    public OptionalLong append(BlockType type, ByteBuffer block, long time) throws IOException {
        return append(type, block, Score.ofBlock(block), time);
    }

    /**
     * The same of a block that was summed already.
     *
     * @param score that the block surely has
     */
    public OptionalLong append(BlockType type, ByteBuffer block, Score score, long time) throws IOException {
        int length = block.remaining();
        if (length == 0 || length > ArenaFormat.MAX_LUMP) {
            throw new RefusedException("%s: a block of %d bytes cannot be stored; 1 to %d can"
                    .formatted(arena.where(), length, ArenaFormat.MAX_LUMP));
        }
        if (tail.memory().sealed()) {
            return OptionalLong.empty();
        }
        byte[] plain = new byte[length];
        block.duplicate().get(plain);
        int packed = whack.encode(plain, 0, length, compressed);
        int size = packed < 0 ? length : packed;
        ArenaStats stats = tail.memory();
        long needed = (long) ArenaFormat.CLUMP_HEADER + size;
        if (stats.used() + needed + MARGIN + ArenaFormat.directorySize(stats.clumps() + 1, arena.blockSize())
                > arena.usable()) {
            tail = withMemory(stats.seal(), tail.wtime());
            return OptionalLong.empty();
        }
        ClumpHeader header = new ClumpHeader(tail.clumpMagic(), type.toDisk(), size, length,
                score, packed < 0 ? ClumpHeader.RAW : ClumpHeader.WHACK, 0, time);
        writeClump(header, packed < 0 ? plain : compressed);
        writeDirectoryEntry(header.info());
        tail = withMemory(stats.plus(size, length), time);
        return OptionalLong.of(stats.used());
    }

    /**
     * Takes up the sound clumps that lie behind the end which the tail knows: they were appended, and the tail was not
     * written any more (venti-format 10.2). They are in the directory afterwards; the tail follows with the next
     * {@link #flush}.
     *
     * @return how many there were
     */
    public long recover() throws IOException {
        ClumpDecoder decoder = new ClumpDecoder();
        long before = tail.memory().clumps();
        while (!tail.memory().sealed() && recoverOne(decoder)) {
            // on to the next
        }
        return tail.memory().clumps() - before;
    }

    private boolean recoverOne(ClumpDecoder decoder) throws IOException {
        ArenaStats stats = tail.memory();
        long at = arena.dataStart() + stats.used();
        long room = arena.usable() - stats.used() - ArenaFormat.directorySize(stats.clumps() + 1, arena.blockSize());
        if (room < ArenaFormat.CLUMP_HEADER) {
            return false;
        }
        ClumpHeader header =
                ClumpHeader.decode(ByteBuffer.wrap(arena.storage().read(at, ArenaFormat.CLUMP_HEADER)), 0);
        if (header.magic() != tail.clumpMagic() || !header.isLegal() || header.length() > room
                || BlockType.fromDisk(header.type()).equals(BlockType.CORRUPT)) {
            return false;
        }
        try {
            decoder.decode(header, arena.storage().read(at + ArenaFormat.CLUMP_HEADER, header.size()), 0);
        } catch (CorruptException e) {
            // half written: the log ends before it
            return false;
        }
        writeDirectoryEntry(header.info());
        tail = withMemory(stats.plus(header.size(), header.uncsize()), header.time());
        return true;
    }

    private void writeClump(ClumpHeader header, byte[] payload) throws IOException {
        clump.clear();
        header.encode(clump, 0);
        clump.put(ArenaFormat.CLUMP_HEADER, payload, 0, header.size());
        clump.putInt(header.length(), 0);
        clump.limit(header.length() + END_MARK);
        arena.storage().write(arena.dataStart() + tail.memory().used(), clump);
    }

    private void writeDirectoryEntry(ClumpInfo info) throws IOException {
        long ordinal = tail.memory().clumps();
        int at = directory.positionInBlock(ordinal);
        if (at == 0) {
            directoryBlock.clear().put(0, new byte[arena.blockSize()]);
        }
        info.encode(directoryBlock, at);
        directoryBlock.clear();
        arena.storage().write(directory.blockOf(ordinal), directoryBlock);
    }

    private ArenaTail withMemory(ArenaStats memory, long time) {
        return new ArenaTail(tail.version(), tail.name(), tail.ctime() == 0 ? time : tail.ctime(), time,
                tail.clumpMagic(), tail.disk(), memory, tail.score());
    }

    /** Makes everything appended durable: data and directory first, then the tail that vouches for them. */
    public void flush() throws IOException {
        arena.storage().force();
        writeTail();
    }

    /** Says in the tail that everything appended is in the index. */
    public void indexed() throws IOException {
        arena.storage().force();
        tail = new ArenaTail(tail.version(), tail.name(), tail.ctime(), tail.wtime(), tail.clumpMagic(),
                tail.memory(), tail.memory(), tail.score());
        writeTail();
    }

    /**
     * Seals the arena as it is: no clump will ever be added, and its score stands in the tail.
     *
     * @return the score
     */
    public Score seal() throws IOException {
        tail = withMemory(tail.memory().seal(), tail.wtime());
        indexed();
        Score score = ArenaSeal.compute(arena.image(), Progress.SILENT.begin("", 0), StopSignal.NEVER);
        tail = new ArenaTail(tail.version(), tail.name(), tail.ctime(), tail.wtime(), tail.clumpMagic(),
                tail.disk(), tail.memory(), score);
        writeTail();
        return score;
    }

    private void writeTail() throws IOException {
        arena.storage().write(arena.tailStart(), tail.encode(arena.blockSize()));
        arena.storage().force();
    }
}
