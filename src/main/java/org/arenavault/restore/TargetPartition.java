package org.arenavault.restore;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlankPartition;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.PartitionHeader;
import org.arenavault.venti.format.Score;

/**
 * The partition of one {@code arenas} line: what is there, and how it becomes what it shall be. Nothing is written
 * before {@link #prepare}; a file that is missing is made there.
 */
final class TargetPartition implements Closeable {

    /** Files end at a multiple of this: venti reads and writes whole pieces of the file system's block size. */
    private static final long FILE_UNIT = 64 * 1024;
    private static final ArenaMap NOTHING = new ArenaMap(List.of());

    private final Partition line;
    private final RestoreJournal journal;
    private final World world;
    private final Map<String, PlacedArena> known = new HashMap<>();
    private final PartitionSpace space;
    private final boolean grows;
    private ArenaMap tableOnDisk;
    /** Null as long as there is no file. */
    private Storage storage;

    private TargetPartition(Partition line, RestoreJournal journal, World world, PartitionSpace space, boolean grows,
                            ArenaMap tableOnDisk, Storage storage) {
        this.line = line;
        this.journal = journal;
        this.world = world;
        this.space = space;
        this.grows = grows;
        this.tableOnDisk = tableOnDisk;
        this.storage = storage;
    }

    /**
     * Finds out what is there. Nothing is written.
     *
     * @param format whether what is missing or blank may be formatted
     * @throws RefusedException if it is neither an arena partition nor free to become one
     * @throws CorruptException if it is a damaged one
     */
    static TargetPartition open(Partition line, RestoreJournal journal, boolean format, World world)
            throws IOException {
        boolean missing = !Files.exists(line.path())
                || (Files.isRegularFile(line.path()) && Files.size(line.path()) == 0);
        if (missing) {
            checkCanBeMade(line, format);
            return new TargetPartition(line, journal, world,
                    PartitionSpace.toFill(line.text(), PartitionSpace.LONGEST), true, NOTHING, null);
        }
        Storage storage = line.openToWrite(world.disks());
        try {
            TargetPartition target = look(line, journal, format, world, storage);
            target.learn();
            return target;
        } catch (IOException | RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    private static void checkCanBeMade(Partition line, boolean format) throws RefusedException {
        if (!format) {
            throw new RefusedException(line + ": no such partition; say --format to have it made");
        }
        if (line.isRange()) {
            throw new RefusedException(line + ": no such file, and how long it should be is not said; make it first");
        }
    }

    private static TargetPartition look(Partition line, RestoreJournal journal, boolean format, World world,
            Storage storage) throws IOException {
        Optional<PartitionMark> mark = PartitionMark.read(storage);
        Optional<PartitionHeader> header = header(storage);
        boolean ours = mark.isPresent() || (header.isEmpty() && journal.hasBegun(line.text()));
        if (!ours && header.isEmpty()) {
            checkBlank(line, format, world, storage);
        }
        boolean grows = ours && mark.map(PartitionMark::grows).orElseGet(() -> journal.grows(line.text()));
        ArenaMap table = header.isPresent() ? table(header.get(), storage, ours && journal.hasBegun(line.text()))
                : NOTHING;
        PartitionSpace space = header.isPresent() && !ours ? PartitionSpace.ofSlots(line.text(), header.get(), table)
                : PartitionSpace.toFill(line.text(), grows ? PartitionSpace.LONGEST : storage.size());
        if (header.isPresent() && ours) {
            space.with(header.get(), table);
        }
        return new TargetPartition(line, journal, world, space, grows, table, storage);
    }

    private static Optional<PartitionHeader> header(Storage storage) throws IOException {
        try {
            return Optional.of(ArenaPartition.readHeader(storage));
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    /** A table that a crash has torn is of no loss where the journal knows what it listed. */
    private static ArenaMap table(PartitionHeader header, Storage storage, boolean inJournal) throws IOException {
        try {
            return ArenaMap.decode(storage.read(header.tableBase(), header.tableSize()), storage.name());
        } catch (CorruptException e) {
            if (inJournal) {
                return NOTHING;
            }
            throw e;
        }
    }

    private static void checkBlank(Partition line, boolean format, World world, Storage storage) throws IOException {
        OptionalLong found = BlankPartition.firstByte(storage, world);
        if (found.isPresent()) {
            throw new RefusedException("%s: is no arena partition, and not blank: byte %d is not zero; wipe it if "
                    .formatted(line, found.getAsLong()) + "what it holds may go");
        }
        if (!format) {
            throw new RefusedException(line + ": is blank; say --format to have it formatted");
        }
    }

    /** Takes from the journal what is in place, though the table may not list it yet. */
    private void learn() throws IOException {
        for (PlacedArena arena : journal.arenas()) {
            if (!arena.partition().equals(line.text()) || !isThere(arena)) {
                continue;
            }
            Optional<ArenaMap.Range> listed = space.find(arena.range().name());
            if (isOurs() && !listed.equals(Optional.of(arena.range()))) {
                space.clear(arena.range());
                if (space.fits(arena.range(), arena.blockSize())) {
                    space.reserve(arena.range(), arena.blockSize());
                    space.confirm(arena.range());
                }
            }
            if (space.find(arena.range().name()).equals(Optional.of(arena.range()))) {
                known.put(arena.range().name(), arena);
            }
        }
    }

    private boolean isThere(PlacedArena placed) throws IOException {
        try {
            Arena arena = new Arena(storage, placed.range().name(), placed.range().start(), placed.range().stop(),
                    placed.blockSize());
            ArenaTail tail = arena.readTail();
            return tail.name().equals(arena.name()) && tail.score().equals(placed.seal());
        } catch (CorruptException | UnsupportedVersionException e) {
            return false;
        }
    }

    /** How the configuration calls it. */
    String text() {
        return line.text();
    }

    /** What the file is called, without its folder. */
    String fileName() {
        return line.path().getFileName().toString();
    }

    /** What lies where, or is to. */
    PartitionSpace space() {
        return space;
    }

    /** True if the space was made by a restore, or will be. */
    boolean isOurs() {
        return space.isOpen();
    }

    /** True if this restore or the one that it continues has put this arena there, and it has not changed. */
    boolean knows(ArenaMap.Range range, Score digest) {
        PlacedArena placed = known.get(range.name());
        return placed != null && placed.range().equals(range) && placed.digest().equals(digest);
    }

    /** Says which arenas an unfinished restore has put in their place. */
    void report(Account account) {
        known.values().stream().filter(arena -> !arena.digest().equals(Score.NONE))
                .forEach(arena -> account.present(arena.range().name(), arena.digest(), line.text()));
    }

    /** An arena that the table lists. */
    Arena arena(ArenaMap.Range range) {
        return new Arena(storage, range.name(), range.start(), range.stop(), space.blockSize());
    }

    /** Makes it ready to take arenas: what it holds already is in the journal, its file is there and marked. */
    Storage prepare() throws IOException {
        if (isOurs() && !journal.hasBegun(line.text())) {
            for (ArenaMap.Range range : tableOnDisk.ranges()) {
                journal.placed(new PlacedArena(line.text(), range, space.blockSize(), Score.NONE, sealOf(range)));
            }
            journal.begin(line.text(), grows);
        }
        if (storage == null) {
            storage = Files.exists(line.path()) ? line.openToWrite(world.disks())
                    : world.disks().create(line.path(), 0);
            DurableFiles.syncFolder(line.path().toAbsolutePath().getParent());
        }
        if (isOurs() && PartitionMark.read(storage).isEmpty()) {
            new PartitionMark(grows).write(storage);
        }
        return storage;
    }

    private Score sealOf(ArenaMap.Range range) throws IOException {
        try {
            return arena(range).readTail().score();
        } catch (CorruptException | UnsupportedVersionException e) {
            return Score.NONE;
        }
    }

    /** An arena lies in its place and is forced to disk. */
    void placed(ArenaMap.Range range, int blockSize, Score digest, Score seal) throws IOException {
        PlacedArena arena = new PlacedArena(line.text(), range, blockSize, digest, seal);
        journal.placed(arena);
        known.put(range.name(), arena);
    }

    /** How many of its arenas have no clump yet. */
    int countEmpty() throws IOException {
        int empty = 0;
        for (ArenaMap.Range range : space.table().ranges()) {
            PlacedArena placed = known.get(range.name());
            boolean sealed = placed != null && !placed.seal().equals(Score.NONE);
            empty += !sealed && isEmpty(range) ? 1 : 0;
        }
        return empty;
    }

    /** True if a listed arena has no clump. */
    boolean isEmpty(ArenaMap.Range range) throws IOException {
        try {
            ArenaTail tail = arena(range).readTail();
            return tail.memory().clumps() == 0 && !tail.memory().sealed();
        } catch (CorruptException | UnsupportedVersionException e) {
            return false;
        }
    }

    /** Makes a file that grows at least so long. */
    void extendTo(long end) throws IOException {
        long length = ArenaFormat.roundUp(end, FILE_UNIT);
        if (grows && storage.size() < length) {
            storage.write(length - 1, new byte[1]);
        }
    }

    /** Writes header and table, if they are not as they should be; nothing if there is neither file nor arena. */
    void writeTable() throws IOException {
        if (!isOurs() || (storage == null && space.table().ranges().isEmpty())) {
            return;
        }
        prepare();
        extendTo(space.end());
        ArenaMap table = space.table();
        if (!table.equals(tableOnDisk) || !header(storage).equals(Optional.of(space.header()))) {
            ArenaPartition.create(storage, space.header(), table);
            storage.force();
            tableOnDisk = table;
        }
    }

    @Override
    public void close() throws IOException {
        if (storage != null) {
            storage.close();
        }
    }
}
