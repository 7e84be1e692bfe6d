package org.arenavault.restore.placing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnitSums;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaPartition;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlankPartition;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.PartitionHeader;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.index.IndexFiles;
import org.jspecify.annotations.Nullable;

/**
 * The partition of one {@code arenas} line: what is there, and how it becomes what it shall be. Nothing is written
 * before {@link #prepare}; a file that is missing is made there.
 */
final class TargetPartition implements Closeable {

    /** Files end at a multiple of this: venti reads and writes whole pieces of the file system's block size. */
    private static final long FILE_UNIT = UnitSums.UNIT;
    private static final ArenaMap NOTHING = new ArenaMap(List.of());

    private final Partition line;
    private final RestoreJournal journal;
    private final World world;
    private final Map<String, PlacedArena> known = new HashMap<>();
    private final PartitionSpace space;
    private final boolean grows;
    /** It holds what no restore has put there, and takes more. */
    private final boolean adds;
    private ArenaMap tableOnDisk;
    /** The venti that its arenas come from, as far as that is one and known. */
    private Optional<UUID> source = Optional.empty();
    /** Null as long as there is no file. */
    private @Nullable Storage storage;

    private TargetPartition(Partition line, RestoreJournal journal, World world, PartitionSpace space, boolean grows,
                            boolean adds, ArenaMap tableOnDisk, @Nullable Storage storage) {
        this.line = line;
        this.journal = journal;
        this.world = world;
        this.space = space;
        this.grows = grows;
        this.adds = adds;
        this.tableOnDisk = tableOnDisk;
        this.storage = storage;
    }

    /**
     * Finds out what is there. Nothing is written.
     *
     * @throws RefusedException if it is neither an arena partition nor free to become one
     * @throws CorruptException if it is a damaged one
     */
    static TargetPartition open(Partition line, RestoreJournal journal, Permissions may, World world)
            throws IOException {
        if (line.isMissing()) {
            checkCanBeMade(line, journal, may.format());
            return new TargetPartition(line, journal, world,
                    PartitionSpace.toFill(line.text(), PartitionSpace.LONGEST), true, false, NOTHING, null);
        }
        Storage storage = line.openToWrite(world.disks());
        try {
            TargetPartition target = look(line, journal, may, world, storage);
            target.learn();
            return target;
        } catch (IOException | RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    private static void checkCanBeMade(Partition line, RestoreJournal journal, boolean format)
            throws RefusedException {
        if (journal.slots().stream().anyMatch(slot -> slot.place().partition().equals(line.text()))) {
            throw new RefusedException(("%s: is gone or empty, and a restore that has not ended was adding arenas to "
                    + "it; put it back, or remove %s and begin anew").formatted(line, journal.path()));
        }
        if (!format) {
            throw new RefusedException(line + ": no such partition; say --format to have it made");
        }
        if (line.isRange()) {
            throw new RefusedException(line + ": no such file, and how long it should be is not said; make it first");
        }
    }

    private static TargetPartition look(Partition line, RestoreJournal journal, Permissions may, World world,
            Storage storage) throws IOException {
        Optional<PartitionMark> mark = PartitionMark.read(storage);
        Optional<PartitionHeader> header = header(storage);
        boolean ours = mark.isPresent() || (header.isEmpty() && journal.hasBegun(line.text()));
        if (!ours && header.isEmpty()) {
            checkBlank(line, may.format(), world, storage);
        }
        boolean grows = ours && mark.map(PartitionMark::grows).orElseGet(() -> journal.grows(line.text()));
        boolean adds = !ours && (may.add() || journal.hasBegun(line.text()));
        ArenaMap table = header.isEmpty() ? NOTHING
                : table(header.get(), storage, (ours || adds) && journal.hasBegun(line.text()));
        PartitionSpace space = header.isPresent() && !ours
                ? PartitionSpace.ofSlots(line.text(), header.get(), table, storage.size())
                : PartitionSpace.toFill(line.text(), grows ? PartitionSpace.LONGEST : storage.size());
        if (header.isPresent() && ours) {
            space.with(header.get(), table);
        }
        return new TargetPartition(line, journal, world, space, grows, adds, table, storage);
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
            ArenaMap.Range range = arena.place().range();
            if (!arena.place().partition().equals(line.text())
                    || !(isThere(arena) || journal.isBeingMade(arena.place()))) {
                continue;
            }
            boolean listed = space.find(range.name()).equals(Optional.of(range));
            if (isOurs() && !listed) {
                space.clear(range);
                if (space.fits(range, arena.place().blockSize())) {
                    space.reserve(range, arena.place().blockSize());
                    space.confirm(range);
                }
            }
            if (adds && !listed) {
                space.list(range);
            }
            if (!journal.isBeingMade(arena.place()) && space.find(range.name()).equals(Optional.of(range))) {
                known.put(range.name(), arena);
            }
        }
    }

    private boolean isThere(PlacedArena placed) throws IOException {
        try {
            ArenaTail tail = placed.place().in(storage()).readTail();
            return tail.name().equals(placed.place().range().name()) && tail.score().equals(placed.seal());
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
        return PlainFiles.nameOf(line.path());
    }

    /** The folder of its file, where that grows with its arenas. */
    Optional<Path> growsIn() {
        return grows ? Optional.of(PlainFiles.folderOf(line.path())) : Optional.empty();
    }

    /** What lies where, or is to. */
    PartitionSpace space() {
        return space;
    }

    /** True if the space was made by a restore, or will be. */
    boolean isOurs() {
        return space.isOpen();
    }

    /** Whether it is a file that becomes as long as its arenas need. */
    boolean grows() {
        return grows;
    }

    /** The arena that this restore or the one that it continues has put there. */
    Optional<PlacedArena> put(ArenaPlace place) {
        return Optional.ofNullable(known.get(place.range().name())).filter(arena -> arena.place().equals(place)
                && !arena.digest().equals(Score.NONE));
    }

    /** All that this restore or the one that it continues has put there. */
    List<PlacedArena> put() {
        return known.values().stream().filter(arena -> !arena.digest().equals(Score.NONE)).toList();
    }

    /** True if an empty arena was made for one that was to be added, and that one was not said to be there. */
    boolean isUnfinished(ArenaPlace place) {
        return put(place).isEmpty() && journal.slots().stream().anyMatch(slot -> slot.place().equals(place));
    }

    /** True if an arena was about to be made in this place, which a table lists, and whatever is there now may go. */
    boolean isBeingMade(ArenaPlace place) {
        return journal.isBeingMade(place);
    }

    /** What is in a place that a table lists goes: from here on an arena is made there. */
    void making(ArenaPlace place) throws IOException {
        journal.making(place);
        known.remove(place.range().name());
    }

    /** Whether arenas may be put into it, or written to, that its table has no slot for. */
    boolean takesMore() {
        return isOurs() || adds;
    }

    /** The place of an arena that its table lists. */
    ArenaPlace place(ArenaMap.Range range) {
        return space.place(range, space.blockSize());
    }

    /** What it lies on; there is something if a table lists an arena. */
    Storage storage() {
        return Objects.requireNonNull(storage, "a table lists an arena, or it was prepared");
    }

    /** The one venti whose discs its arenas came from; empty if nobody knows, or there are several. */
    Optional<UUID> source() throws IOException {
        return storage == null ? source : PartitionMark.read(storage).flatMap(PartitionMark::store);
    }

    /** An arena of a venti is about to come into it. */
    void comesFrom(Optional<UUID> venti) throws IOException {
        Optional<PartitionMark> mark = storage == null ? Optional.empty() : PartitionMark.read(storage);
        if (mark.isEmpty()) {
            source = venti;
        } else if (isOurs() && mark.get().store().isPresent() && !mark.get().store().equals(venti)) {
            new PartitionMark(mark.get().grows(), Optional.empty()).write(storage());
        }
    }

    /** Makes it ready to take arenas: what it holds already is in the journal, its file is there and marked. */
    Storage prepare() throws IOException {
        if (isOurs()) {
            enlist();
        }
        if (storage == null) {
            storage = PlainFiles.exists(line.path()) ? line.openToWrite(world.disks())
                    : world.disks().create(line.path(), 0);
            DurableFiles.syncFolder(PlainFiles.folderOf(line.path()));
        }
        if (isOurs() && PartitionMark.read(storage).isEmpty()) {
            new PartitionMark(grows, source).write(storage);
        }
        return storage;
    }

    /** Whoever changes a table writes down first what it lists. */
    private void enlist() throws IOException {
        if (!journal.hasBegun(line.text())) {
            for (ArenaMap.Range range : tableOnDisk.ranges()) {
                journal.placed(new PlacedArena(place(range), Score.NONE, sealOf(place(range)), range.name()));
            }
            journal.begin(line.text(), grows);
        }
    }

    /**
     * Where an arena can be added: in the last empty arena of its size whose name nobody wants, else behind the others.
     *
     * @param others names of arenas that may still come
     */
    Optional<ArenaPlace> vacancy(ArenaRecord arena, Set<String> others) throws IOException {
        if (!adds || space.blockSize() != arena.blockSize()) {
            return Optional.empty();
        }
        List<ArenaMap.Range> ranges = space.table().ranges();
        for (int i = ranges.size() - 1; i >= 0; i--) {
            ArenaMap.Range range = ranges.get(i);
            if (range.length() == arena.size() && !others.contains(range.name())
                    && SlotContents.isEmpty(place(range).in(storage()))) {
                return Optional.of(place(new ArenaMap.Range(arena.name(), range.start(), range.stop())));
            }
        }
        return space.behind(arena.name(), arena.size(), arena.blockSize());
    }

    /**
     * Makes a place found by {@link #vacancy} an empty arena of that name.
     *
     * @param index whose map calls it so from here on
     */
    void makeSlot(ArenaPlace place, IndexFiles index) throws IOException {
        String from = space.table().ranges().stream().filter(other -> other.start() == place.range().start())
                .map(ArenaMap.Range::name).findFirst().orElse("");
        enlist();
        NewSlot slot = new NewSlot(place, from);
        journal.slot(slot);
        finish(slot, index);
    }

    /** Makes the empty arenas that were about to be made when the process died; those that are there stay. */
    void finishSlots(IndexFiles index) throws IOException {
        for (NewSlot slot : journal.slots()) {
            if (slot.place().partition().equals(line.text())) {
                finish(slot, index);
            }
        }
    }

    private void finish(NewSlot slot, IndexFiles index) throws IOException {
        if (isBeingMade(slot.place())) {
            EmptyArenas.format(slot.place().in(storage()), world);
            storage().force();
        } else {
            EmptyArenas.make(slot, storage(), world);
        }
        space.list(slot.place().range());
        ArenaMap table = space.table();
        if (!table.equals(tableOnDisk)) {
            storage().write(space.header().tableBase(),
                    table.encode(space.header().tableSize(), storage().name()));
            storage().force();
            tableOnDisk = table;
        }
        if (!slot.from().isEmpty()) {
            index.rename(slot.from(), slot.place().range().name());
        }
    }

    /** What the last twenty bytes of a listed arena are; {@link Score#NONE} if they cannot be told. */
    Score sealOf(ArenaPlace place) throws IOException {
        try {
            return place.in(storage()).readTail().score();
        } catch (CorruptException | UnsupportedVersionException e) {
            return Score.NONE;
        }
    }

    /** An arena lies in its place and is forced to disk. */
    void placed(PlacedArena arena) throws IOException {
        journal.placed(arena);
        known.put(arena.place().range().name(), arena);
        space.confirm(arena.place().range());
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

    /** Whether one of its arenas has clumps, and is not sealed. */
    boolean isBeingFilled() throws IOException {
        for (ArenaMap.Range range : space.table().ranges()) {
            try {
                ArenaTail tail = place(range).in(storage()).readTail();
                if (!tail.memory().sealed() && !tail.isUnused()) {
                    return true;
                }
            } catch (CorruptException | UnsupportedVersionException e) {
                // damaged ones are not written to
            }
        }
        return false;
    }

    /** True if a listed arena has no clump. */
    boolean isEmpty(ArenaMap.Range range) throws IOException {
        try {
            return place(range).in(storage()).readTail().isUnused();
        } catch (CorruptException | UnsupportedVersionException e) {
            return false;
        }
    }

    /** Makes a file that grows at least so long. */
    void extendTo(long end) throws IOException {
        long length = ArenaFormat.roundUp(end, FILE_UNIT);
        if (grows && storage().size() < length) {
            storage().write(length - 1, new byte[1]);
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
        if (!table.equals(tableOnDisk) || !header(storage()).equals(Optional.of(space.header()))) {
            ArenaPartition.create(storage(), space.header(), table);
            storage().force();
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
