package org.arenavault.restore.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import org.arenavault.io.Closing;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaIdentity;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.IncrementFields;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackContent;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscMatch;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaState;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.increment.IncrementOrigin;

/** The catalogs of a set, {@code catalog/NNN.cat} in its folder. */
public final class SetCatalogs implements Closeable {

    private static final String FOLDER = "catalog";

    private final BackupSet set;
    private final SetState state;
    private final World world;
    private final Map<Integer, DiscCatalog> open = new HashMap<>();
    private final List<String> unopened = new ArrayList<>();
    private final List<String> unread = new ArrayList<>();

    private SetCatalogs(BackupSet set, SetState state, World world) {
        this.set = set;
        this.state = state;
        this.world = world;
    }

    /** Opens the catalogs that there are; damaged and stale ones count as missing. */
    public static SetCatalogs open(BackupSet set, World world) throws IOException {
        return open(set, set.read(), world);
    }

    /** The same where the ledger has been looked at already. */
    public static SetCatalogs open(BackupSet set, SetState state, World world) throws IOException {
        SetCatalogs catalogs = new SetCatalogs(set, state, world);
        try {
            for (DiscRecord disc : catalogs.state().discs()) {
                if (holdsAnything(disc)) {
                    catalogs.open(disc);
                }
            }
            return catalogs;
        } catch (IOException | RuntimeException | Error e) {
            catalogs.close();
            throw e;
        }
    }

    /** The discs that count and hold anything. */
    private List<DiscRecord> discs() {
        return state.discs().stream().filter(disc -> disc.mark().counts()
                && holdsAnything(disc)).toList();
    }

    private static boolean holdsAnything(DiscRecord disc) {
        return !withBlocks(disc).isEmpty();
    }

    private Path file(DiscRecord disc) {
        return set.folder().resolve(FOLDER).resolve("%03d.cat".formatted(disc.number()));
    }

    private void open(DiscRecord disc) throws IOException {
        Path file = file(disc);
        if (PlainFiles.isFile(file, LinkOption.NOFOLLOW_LINKS)) {
            try {
                open.put(disc.number(), DiscCatalog.open(OwnFiles.on(world.disks()).openToRead(file), disc.uuid(),
                        CatalogHead.tracksOf(disc)));
            } catch (CorruptException e) {
                // it is made anew
                open.remove(disc.number());
            }
        }
    }

    /** What the set's ledger says. */
    public SetState state() {
        return state;
    }

    /** The discs whose catalog is missing, by number. */
    public List<DiscRecord> missing() {
        return discs().stream().filter(disc -> !open.containsKey(disc.number())).toList();
    }

    /** How many blocks the catalog of a disc has; empty if there is none. */
    public OptionalLong blocks(DiscRecord disc) {
        return open.containsKey(disc.number()) ? OptionalLong.of(open.get(disc.number()).entries())
                : OptionalLong.empty();
    }

    /** All discs that hold blocks and have no catalog, those that do not count among them. */
    public List<DiscRecord> without() {
        return state.discs().stream().filter(disc -> holdsAnything(disc) && !open.containsKey(disc.number())).toList();
    }

    /**
     * Where a block lies as far as the catalogs tell, whatever its type is: on discs that do not count, too. A catalog
     * knows the first 16 digits of a score.
     *
     * @param damaged told of a catalog that cannot be read, by its disc
     */
    public List<BlockPlace> places(Score score, BiConsumer<DiscRecord, IOException> damaged) throws IOException {
        List<BlockPlace> places = new ArrayList<>();
        for (DiscRecord disc : state.discs()) {
            DiscCatalog catalog = open.get(disc.number());
            if (catalog != null) {
                try {
                    for (CatalogEntry entry : catalog.find(score)) {
                        disc.track(entry.track()).map(track -> new BlockPlace(disc, track, entry.type()))
                                .filter(place -> !places.contains(place)).ifPresent(places::add);
                    }
                } catch (CorruptException | MediumFaultException e) {
                    damaged.accept(disc, e);
                }
            }
        }
        return places;
    }

    /**
     * A disc that has a block of a file, as far as the catalogs tell; one that counts if there is one.
     *
     * @param before the disc that had the block before it, which is asked first: they lie together as a rule
     */
    public Optional<DiscRecord> discOf(Score score, BlockType type, Optional<DiscRecord> before) throws IOException {
        List<DiscRecord> asked = new ArrayList<>(before.stream().filter(disc -> disc.mark().counts()).toList());
        state.discs().stream().filter(disc -> disc.mark().counts()).forEach(asked::add);
        state.discs().stream().filter(disc -> !disc.mark().counts()).forEach(asked::add);
        for (DiscRecord disc : asked) {
            DiscCatalog catalog = open.get(disc.number());
            if (catalog != null && !catalog.find(score, type).isEmpty()) {
                return Optional.of(disc);
            }
        }
        return Optional.empty();
    }

    /**
     * A disc that counts and has a block in a track that was read back, as far as the catalogs tell.
     *
     * @param first a disc that is asked before the others: blocks of a tree lie together as a rule
     */
    public Optional<DiscRecord> verifiedDiscOf(Score score, BlockType type, Optional<DiscRecord> first)
            throws IOException {
        List<DiscRecord> asked = new ArrayList<>(first.stream().toList());
        asked.addAll(known());
        for (DiscRecord disc : asked) {
            for (CatalogEntry entry : find(disc, score, type)) {
                if (disc.track(entry.track()).filter(track -> track.state() == TrackState.VERIFIED).isPresent()) {
                    return Optional.of(disc);
                }
            }
        }
        return Optional.empty();
    }

    /** The discs that have a catalog. */
    List<DiscRecord> known() {
        return discs().stream().filter(disc -> open.containsKey(disc.number())).toList();
    }

    /** Partitions that {@link #makeFromPartitions} could not open, a line each. */
    public List<String> unopened() {
        return List.copyOf(unopened);
    }

    /** Arenas in opened partitions that {@link #makeFromPartitions} could not read, a line each. */
    public List<String> unread() {
        return List.copyOf(unread);
    }

    /** Where a block may lie on a disc that has a catalog. */
    List<CatalogEntry> find(DiscRecord disc, Score score, BlockType type) throws IOException {
        return Objects.requireNonNull(open.get(disc.number()), "it has a catalog").find(score, type);
    }

    /**
     * Makes the missing catalogs of discs whose arenas are all still in the partitions that they were recorded from.
     * What could not be read is kept for {@link #unopened} and {@link #unread}; the other catalogs are made.
     *
     * @throws IOException only for causes that do not lie in the partitions
     */
    public void makeFromPartitions() throws IOException {
        unopened.clear();
        unread.clear();
        if (missing().isEmpty()) {
            return;
        }
        try (OpenArenas source = source()) {
            for (DiscRecord disc : missing()) {
                makeFromPartitions(disc, source);
            }
        }
    }

    private OpenArenas source() throws IOException {
        try {
            OpenArenas source = OpenArenas.openReadable(set.config().foreign() ? List.of()
                    : set.config().partitions(world.disks()), partition -> partition.openToRead(world.disks()));
            unopened.addAll(source.problems());
            return source;
        } catch (OperatorNeededException | RefusedException | UnusableBytesException | UsageException e) {
            // the venti is gone, the discs are not
            unopened.add(e.getMessage());
            return OpenArenas.NONE;
        }
    }

    private void makeFromPartitions(DiscRecord disc, OpenArenas source) throws IOException {
        Map<Integer, ArenaPart> tracks = new HashMap<>();
        for (TrackRecord track : withBlocks(disc)) {
            Optional<ArenaPart> part = part(track, source);
            if (part.isEmpty()) {
                return;
            }
            tracks.put(track.number(), part.get());
        }
        try {
            write(disc, number -> Objects.requireNonNull(tracks.get(number)));
        } catch (CorruptException | MediumFaultException e) {
            unread.add("%s: %s".formatted(disc.identity().label(), e.getMessage()));
        }
    }

    /** The tracks of a disc that carry clumps: those of arenas and of increments. */
    private static List<TrackRecord> withBlocks(DiscRecord disc) {
        return disc.holding().filter(track -> track.arena().isPresent()
                || track.content().id().kind().equals(TrackContent.INCREMENT)).toList();
    }

    /** What a track carries, where it was recorded from; empty if that is not there any more. */
    private Optional<ArenaPart> part(TrackRecord track, OpenArenas source) throws IOException {
        if (track.arena().isPresent()) {
            ArenaRecord arena = track.arena().get();
            Optional<Arena> there = source.find(arena.name()).map(OpenArenas.Placed::arena);
            return there.isPresent() && isSame(there.get(), arena) ? there.map(ArenaPart::whole) : Optional.empty();
        }
        try {
            IncrementOrigin origin = IncrementFields.of(track.content()).orElseThrow().origin();
            Optional<Arena> there = source.find(origin.arena()).map(OpenArenas.Placed::arena);
            return there.isPresent() ? ArenaPart.of(there.get(), origin) : Optional.empty();
        } catch (UnusableBytesException e) {
            // the increment on the disc tells by itself
            return Optional.empty();
        }
    }

    /** The seal covers all bytes, the directory among them; before there is one, the print tells. */
    private boolean isSame(Arena arena, ArenaRecord recorded) throws IOException {
        try {
            ArenaStatus status = ArenaStatus.of(arena);
            if (status.state() == ArenaState.DAMAGED) {
                status.problems().forEach(problem -> unread.add("arena %s: %s".formatted(arena.name(), problem)));
                return false;
            }
            ArenaIdentity.Likeness likeness = ArenaIdentity.of(set.config().store(), status).to(recorded);
            return status.state().isSealedOnDisk() && (likeness == ArenaIdentity.Likeness.SAME
                    || (likeness == ArenaIdentity.Likeness.UNKNOWN && sum(arena).equals(recorded.digest())));
        } catch (UnusableBytesException e) {
            unread.add("arena %s: %s".formatted(arena.name(), e.getMessage()));
            return false;
        }
    }

    /** The seal of an arena that its server has not summed, and whose print an older ledger does not tell. */
    private Score sum(Arena arena) throws IOException {
        try (Progress.Stage stage = world.progress().begin("summing " + arena.name(), arena.size())) {
            return ArenaSeal.compute(arena.image(), stage, world.stop());
        }
    }

    /** What a track carries, with a directory. */
    @FunctionalInterface
    private interface Tracks {
        ArenaPart part(int track) throws IOException;
    }

    /**
     * Makes the catalog of the disc in the drive. Heads, tails and directories of its arenas and increments are read,
     * nothing else.
     *
     * @throws CorruptException if one of them is damaged
     * @throws RefusedException if it is another copy of the disc, or somebody else has recorded on it
     */
    public void makeFromDisc(DiscRecord disc, Medium medium, MediumState now) throws IOException {
        Optional<String> copy = DiscMatch.otherCopy(disc, now);
        if (copy.isPresent()) {
            throw new RefusedException(copy.get());
        }
        List<TrackReader> readers = new ArrayList<>();
        try {
            write(disc, number -> {
                TrackExtent extent = now.track(number).orElseThrow(() -> new CorruptException(
                        "disc %s lacks track %d".formatted(disc.identity().label(), number)));
                TrackReader reader = medium.read(extent);
                readers.add(reader);
                return ArenaPart.whole(Arena.ofImage(reader, 0));
            });
        } finally {
            Closing.all(readers);
        }
    }

    private void write(DiscRecord disc, Tracks tracks) throws IOException {
        Path folder = set.folder().resolve(FOLDER);
        OwnFiles.run(folder, () -> DurableFiles.createFolder(folder));
        long size = withBlocks(disc).stream().mapToLong(track -> track.content().size()).sum();
        try (CatalogWriter writer = new CatalogWriter(file(disc));
                Progress.Stage stage = world.progress().begin("catalog of " + disc.identity().label(), size)) {
            for (TrackRecord track : withBlocks(disc)) {
                world.stop().check();
                ArenaPart part = tracks.part(track.number());
                writer.add(track.number(), part.arena(), part.from(), part.to());
                stage.add(track.content().size());
            }
            writer.finish(disc.uuid(), CatalogHead.tracksOf(disc));
        }
        open(disc);
    }

    @Override
    public void close() throws IOException {
        Closing.all(List.copyOf(open.values()));
    }
}
