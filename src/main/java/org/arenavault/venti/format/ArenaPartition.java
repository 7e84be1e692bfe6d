package org.arenavault.venti.format;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;

/** A file or device that holds arenas: header, table, and one arena after the other (venti-format 2). */
public final class ArenaPartition implements Closeable {

    private final Storage storage;
    private final PartitionHeader header;
    private ArenaMap map;

    private ArenaPartition(Storage storage, PartitionHeader header, ArenaMap map) {
        this.storage = storage;
        this.header = header;
        this.map = map;
    }

    /**
     * Reads header and table. The partition owns the storage from here on, and closes it.
     *
     * @throws CorruptException if it is no arena partition, or its table is damaged
     */
    public static ArenaPartition open(Storage storage) throws IOException {
        try {
            return of(storage);
        } catch (IOException | RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    static ArenaPartition of(Storage storage) throws IOException {
        PartitionHeader header = readHeader(storage);
        ArenaMap map = ArenaMap.decode(storage.read(header.tableBase(), header.tableSize()), storage.name());
        if (!map.ranges().isEmpty() && map.ranges().get(0).start() < header.arenaBase()) {
            throw new CorruptException("%s: its first arena starts at %d, inside the table"
                    .formatted(storage.name(), map.ranges().get(0).start()));
        }
        return new ArenaPartition(storage, header, map);
    }

    /**
     * Reads the header alone.
     *
     * @throws CorruptException if this is no arena partition
     */
    public static PartitionHeader readHeader(Storage storage) throws IOException {
        if (storage.size() < ArenaFormat.BLANK + PartitionHeader.SIZE) {
            throw new CorruptException(storage.name() + ": too short for an arena partition");
        }
        return PartitionHeader.decode(ByteBuffer.wrap(storage.read(ArenaFormat.BLANK, PartitionHeader.SIZE)),
                storage.size(), storage.name());
    }

    /**
     * Writes a header and a table over whatever {@code storage} holds there; the arenas are another matter.
     *
     * @throws RefusedException if the table does not fit
     */
    public static ArenaPartition create(Storage storage, PartitionHeader header, ArenaMap map) throws IOException {
        byte[] table = map.encode(header.tableSize(), storage.name());
        storage.write(header.tableBase(), table);
        storage.write(ArenaFormat.BLANK, header.encode());
        return new ArenaPartition(storage, header, map);
    }

    /** What it lies on. */
    public Storage storage() {
        return storage;
    }

    /** Block size and place of the first arena. */
    public PartitionHeader header() {
        return header;
    }

    /** The table. */
    public ArenaMap map() {
        return map;
    }

    /** Where the arenas of the table end. */
    public long tableEnd() {
        List<ArenaMap.Range> ranges = map.ranges();
        return ranges.isEmpty() ? header.arenaBase() : ranges.get(ranges.size() - 1).stop();
    }

    /** The arenas in the order of the table. Nothing of them has been read. */
    public List<Arena> arenas() {
        return map.ranges().stream().map(this::arena).toList();
    }

    /** The arena of this name. */
    public Optional<Arena> find(String name) {
        return map.ranges().stream().filter(range -> range.name().equals(name)).map(this::arena).findFirst();
    }

    private Arena arena(ArenaMap.Range range) {
        return new Arena(storage, range.name(), range.start(), range.stop(), header.blockSize());
    }

    /**
     * Replaces the table and forces it to disk.
     *
     * @throws RefusedException if it does not fit; nothing has been written then
     */
    public void writeTable(ArenaMap fresh) throws IOException {
        storage.write(header.tableBase(), fresh.encode(header.tableSize(), storage.name()));
        storage.force();
        map = fresh;
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
