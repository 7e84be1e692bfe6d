package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;
import org.jspecify.annotations.Nullable;

/**
 * One arena where it lies: in a partition, or extracted into a file or a track of its own (venti-format 3.1).
 *
 * <pre>
 * start    dataStart                               tailStart   end
 * | head   | clump clump ... | hole | directory k .. 1 0 | tail |
 * </pre>
 */
public final class Arena {

    private final Storage storage;
    private final String name;
    private final long start;
    private final long end;
    private final int blockSize;
    /** Put into words once it is asked for, for whichever thread. */
    private @Nullable String where;

    /**
     * The arena at [{@code start}, {@code end}) of {@code storage}. Nothing is read or checked yet.
     *
     * @param blockSize B, of the partition
     */
    public Arena(Storage storage, String name, long start, long end, int blockSize) {
        this.storage = storage;
        this.name = name;
        this.start = start;
        this.end = end;
        this.blockSize = blockSize;
    }

    /**
     * The arena whose head lies at {@code start}; name and geometry are taken from that head.
     *
     * @throws CorruptException if no legal head lies there, or the arena would run over the storage's end
     */
    public static Arena ofImage(Storage storage, long start) throws IOException {
        ArenaHead head = headAt(storage, start);
        Arena arena = new Arena(storage, head.name(), start, start + head.size(), head.blockSize());
        arena.checkGeometry();
        return arena;
    }

    /**
     * The head of an arena that was extracted into {@code image}, which may be cut short behind it.
     *
     * @throws CorruptException if no legal head lies at its start
     */
    public static ArenaHead headOf(Storage image) throws IOException {
        return headAt(image, 0);
    }

    private static ArenaHead headAt(Storage storage, long start) throws IOException {
        return ArenaHead.decode(ByteBuffer.wrap(storage.read(start, ArenaHead.DECODED_SIZE)),
                "%s at %d".formatted(storage.name(), start));
    }

    /** Where it lies. */
    public Storage storage() {
        return storage;
    }

    /** Its name in the table. */
    public String name() {
        return name;
    }

    /** Offset of its head. */
    public long start() {
        return start;
    }

    /** Offset just past its tail. */
    public long end() {
        return end;
    }

    /** Bytes of the whole arena. */
    public long size() {
        return end - start;
    }

    /** B, the block size. */
    public int blockSize() {
        return blockSize;
    }

    /** D: where clump offsets count from. */
    public long dataStart() {
        return start + blockSize;
    }

    /** T: offset of the tail block. */
    public long tailStart() {
        return end - blockSize;
    }

    /** N: bytes for clumps and their directory. */
    public long usable() {
        return end - start - 2L * blockSize;
    }

    /** What messages call it. */
    public String where() {
        String words = where;
        if (words == null) {
            words = storage.name() + ": arena " + Plain.field(name);
            where = words;
        }
        return words;
    }

    /**
     * Reads the head.
     *
     * @throws CorruptException if it is none
     */
    public ArenaHead readHead() throws IOException {
        checkGeometry();
        return ArenaHead.decode(ByteBuffer.wrap(storage.read(start, ArenaHead.DECODED_SIZE)), where());
    }

    /**
     * Reads the tail as it is now. On a live partition read it before everything that it vouches for: that is read then
     * as it is now, too, or later.
     *
     * @throws CorruptException if it is none, or claims more than fits
     */
    public ArenaTail readTail() throws IOException {
        checkGeometry();
        storage.refresh(start, end - start);
        byte[] block = storage.read(tailStart(), blockSize);
        storage.refresh(start, end - start);
        return tail(ByteBuffer.wrap(block));
    }

    /** What {@code block} says, which was read where the tail is. */
    ArenaTail tail(ByteBuffer block) throws VaultException {
        ArenaTail tail = ArenaTail.decode(block, where());
        checkFits(tail.memory());
        checkFits(tail.disk());
        if (tail.memory().used() < tail.disk().used() || tail.memory().clumps() < tail.disk().clumps()) {
            throw new CorruptException(where() + ": tail says that more is indexed than written");
        }
        return tail;
    }

    /** The bytes from head to tail, as {@code rdarena} writes them. */
    public Storage image() throws IOException {
        checkGeometry();
        return storage.slice(start, end);
    }

    void checkGeometry() throws IOException {
        checkGeometry(storage.size());
    }

    /**
     * Checks that it can lie where it does.
     *
     * @param stored bytes of the storage
     */
    void checkGeometry(long stored) throws CorruptException {
        if (start < 0 || end < start || end > stored) {
            throw new CorruptException("%s: lies at %d-%d, outside of the %d bytes there are"
                    .formatted(where(), start, end, stored));
        }
        if (size() < 3L * blockSize || size() % blockSize != 0) {
            throw new CorruptException("%s: its %d bytes are no multiple of the block size %d"
                    .formatted(where(), size(), blockSize));
        }
    }

    private void checkFits(ArenaStats stats) throws CorruptException {
        boolean fits = stats.used() <= usable()
                && stats.used() + ArenaFormat.directorySize(stats.clumps(), blockSize) <= usable()
                && stats.used() >= ArenaFormat.CLUMP_HEADER * stats.clumps()
                && stats.cclumps() <= stats.clumps();
        if (!fits) {
            throw new CorruptException("%s: tail claims %d clumps (%d compressed) in %d bytes, of %d that there are"
                    .formatted(where(), stats.clumps(), stats.cclumps(), stats.used(), usable()));
        }
    }
}
