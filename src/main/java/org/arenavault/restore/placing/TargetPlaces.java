package org.arenavault.restore.placing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.arenavault.io.Fifo;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.restore.reading.Evidence;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.index.IndexFiles;

/** The places of arenas in the store, and whether they are there already. */
public final class TargetPlaces {

    private static final int FIFO_MEGABYTES = 64;

    private final TargetStore store;
    private final Spaces spaces;
    private final World world;
    private final IndexFiles index;
    private final boolean adds;
    private final Supplier<Set<String>> others;
    private final ArenaCopy copy;

    /**
     * Places in a store.
     *
     * @param index of the store, whose map follows where an empty arena gets another name
     * @param adds whether arenas may be added to partitions that hold others
     * @param others names that are not to be given away
     */
    public TargetPlaces(TargetStore store, IndexFiles index, boolean adds, Supplier<Set<String>> others, World world) {
        this.index = index;
        this.adds = adds;
        this.others = others;
        this.store = store;
        this.spaces = store.spaces();
        this.world = world;
        this.copy = new ArenaCopy(world, new Fifo(FIFO_MEGABYTES));
    }

    /** The configuration of the venti that is to be. */
    public Path conf() {
        return store.conf();
    }

    /**
     * Keeps places for arenas that are to come.
     *
     * @throws RefusedException if they need more block sizes than there are {@code arenas} lines, or a table would not
     *     fit
     */
    public void expect(Collection<ArenaRecord> arenas) throws RefusedException {
        try {
            spaces.expect(arenas);
        } catch (RefusedException e) {
            if (!adds) {
                throw e;
            }
        }
    }

    /** What to say where an arena has no place because another one has its name; empty if that was said. */
    public String hint() {
        return adds ? "" : "; say --add to have it added under a name of its own";
    }

    /** True if this is the partition and the place that an arena comes from. */
    public boolean isOrigin(ArenaRecord arena, ArenaPlace place) {
        return spaces.isOrigin(arena, place);
    }

    /**
     * Where an arena stands. What this restore or the one before it has put there is known by its seal; all bytes
     * of everything else are compared.
     *
     * @throws RefusedException as {@link #expect}
     */
    public Placement look(ArenaRecord arena) throws IOException {
        Placement placement = look(arena, arena);
        for (int digits = OtherName.DIGITS; adds && placement.isNameTaken() && digits < 2 * Score.SIZE;
                digits += OtherName.DIGITS) {
            placement = look(OtherName.of(arena, digits), arena);
        }
        return placement;
    }

    /**
     * Where an arena stands under a name.
     *
     * @param named the arena, called so
     * @param arena itself
     */
    private Placement look(ArenaRecord named, ArenaRecord arena) throws IOException {
        Optional<ArenaPlace> slot = spaces.find(named.name());
        if (slot.isPresent()) {
            return look(named, arena, slot.get());
        }
        Placement placement = decide(named);
        return placement.free().isPresent() ? placement : add(named, placement);
    }

    private Placement decide(ArenaRecord arena) throws RefusedException {
        try {
            return spaces.decide(arena);
        } catch (RefusedException e) {
            if (adds) {
                return new Placement.Nowhere(e.getMessage());
            }
            throw e;
        }
    }

    /** Where an arena can be added to what is there, if anywhere. */
    private Placement add(ArenaRecord arena, Placement otherwise) throws IOException {
        for (int i = store.partitions().size() - 1; i >= 0; i--) {
            Optional<ArenaPlace> vacancy = store.partitions().get(i).vacancy(arena, others.get());
            if (vacancy.isPresent()) {
                return new Placement.Free(vacancy.get(), Placement.Ground.UNLISTED);
            }
        }
        return adds ? new Placement.Nowhere(("no partition has an empty arena of its %d bytes in blocks of %d, or "
                + "room behind the others; add an 'arenas' line to the venti.conf and say --format, too").formatted(
                arena.size(), arena.blockSize())) : otherwise;
    }

    private Placement look(ArenaRecord named, ArenaRecord arena, ArenaPlace slot) throws IOException {
        TargetPartition partition = store.of(slot);
        if (slot.range().length() != arena.size() || slot.blockSize() != arena.blockSize()) {
            if (partition.isOurs() && partition.isEmpty(slot.range())) {
                partition.space().remove(slot.range());
                return look(named, arena);
            }
            return new Placement.Nowhere("its slot in %s has %d bytes in blocks of %d; it has %d in blocks of %d"
                    .formatted(slot.partition(), slot.range().length(), slot.blockSize(), arena.size(),
                            arena.blockSize()) + hint(), Placement.Obstacle.NAME);
        }
        if (partition.isBeingMade(slot)) {
            return new Placement.Free(slot, Placement.Ground.EMPTY);
        }
        Optional<PlacedArena> put = partition.put(slot);
        Score seal = partition.sealOf(slot);
        boolean sealed = !seal.equals(Score.NONE);
        boolean same = sealed && seal.equals(arena.digest());
        if (put.filter(placed -> placed.digest().equals(arena.digest())).isPresent()
                || (partition.isOurs() && same)) {
            return new Placement.There(new PlacedArena(slot, arena.digest(), seal, arena.name()), false, "");
        }
        // the seal of an arena that no restore has put there tells it from others without all of it being read
        boolean other = sealed && !same && slot.range().name().equals(arena.name());
        return adds && put.isEmpty() && other ? taken() : compare(arena, partition, slot, put.isEmpty());
    }

    private static Placement taken() {
        return new Placement.Nowhere("another arena has its name", Placement.Obstacle.NAME);
    }

    /** Reads what is in a slot; {@code own} is true if no restore has put it there. */
    private Placement compare(ArenaRecord arena, TargetPartition partition, ArenaPlace slot, boolean own)
            throws IOException {
        return SlotContents.of(slot, partition.storage(), arena, world).match(
                // a tail that was torn as it was written may lack its seal
                there -> partition.isUnfinished(slot) && there.arena().seal().equals(Score.NONE)
                        ? new Placement.Free(slot, Placement.Ground.EMPTY) : there,
                free -> free,
                another -> adds && own ? taken() : another,
                nowhere -> new Placement.Nowhere(nowhere.reason() + hint(), obstacle(nowhere, own)));
    }

    private Placement.Obstacle obstacle(Placement.Nowhere nowhere, boolean own) {
        if (nowhere.isInUse() && !(adds && own)) {
            return Placement.Obstacle.IN_USE;
        }
        return own ? Placement.Obstacle.NAME : Placement.Obstacle.OTHER;
    }

    /**
     * The bytes of an arena that is in its place, as they were on its disc. Its seal tells it, or what this restore or
     * the one before has put there; its bytes are not read.
     *
     * @return empty if it is not there
     */
    public Optional<Storage> image(String name, long size, Score digest) throws IOException {
        for (TargetPartition partition : store.partitions()) {
            for (PlacedArena placed : partition.put()) {
                if (placed.was().equals(name) && placed.digest().equals(digest)
                        && placed.place().range().length() == size) {
                    Storage image = placed.place().in(partition.storage()).image();
                    return Optional.of(placed.isRenamed()
                            ? OtherName.view(image, name, placed.place().blockSize()) : image);
                }
            }
        }
        Optional<ArenaPlace> slot = spaces.find(name).filter(place -> place.range().length() == size);
        return slot.isPresent() && store.of(slot.get()).sealOf(slot.get()).equals(digest)
                ? Optional.of(slot.get().in(store.of(slot.get()).storage()).image()) : Optional.empty();
    }

    /**
     * Where an arena came from whose disc tells nothing but its name and size: where its number puts it among those
     * that are back at their original place, else into the one gap among them that it fills.
     *
     * @param originals names of the arenas that are back at their original place
     */
    public Optional<ArenaPlace> origin(String name, long size, int blockSize, Set<String> originals) {
        List<PartitionSpace> spaces = store.partitions().stream().map(TargetPartition::space)
                .filter(space -> space.isOpen() && space.blockSize() == blockSize).toList();
        return spaces.stream().flatMap(space -> space.byNumber(name, size, originals).stream()).findFirst()
                .or(() -> {
                    List<ArenaPlace> gaps = spaces.stream().flatMap(space ->
                            space.filled(name, size, originals).stream()).toList();
                    return gaps.size() == 1 ? Optional.of(gaps.get(0)) : Optional.empty();
                });
    }

    /**
     * Copies an arena to its place, which nobody else gets. If it does not come the space is free again, unless it is
     * its original one.
     *
     * @param source begins with the arena
     * @param venti it comes from; empty if nobody knows
     * @param what for the line of progress
     */
    public Placement put(Placement.Free free, Storage source, ArenaRecord arena, Evidence evidence,
            Optional<UUID> venti, String what) throws IOException {
        ArenaPlace place = free.place();
        TargetPartition partition = store.of(place);
        partition.comesFrom(venti);
        if (free.isListed()) {
            Optional<Placement> obstacle = SlotContents.obstacle(free, partition.storage(), source);
            if (obstacle.isPresent()) {
                return obstacle.get();
            }
        } else {
            claim(free, partition);
        }
        Placement placement = copy.copy(source, arena, evidence, place, partition.prepare(), what);
        if (placement.there().isPresent()) {
            partition.placed(placement.there().get().arena());
        } else if (!free.isListed() && partition.isOurs() && !isOrigin(arena, place)) {
            partition.space().remove(place.range());
        }
        return placement;
    }

    /** Keeps the space of a place, where no table lists it yet. */
    void claim(Placement.Free free) throws IOException {
        if (!free.isListed()) {
            claim(free, store.of(free.place()));
        }
    }

    /** Where an arena of this name is listed. */
    Optional<ArenaPlace> find(String name) {
        return spaces.find(name);
    }

    private void claim(Placement.Free free, TargetPartition partition) throws IOException {
        if (partition.isOurs()) {
            spaces.reserve(free);
        } else {
            partition.makeSlot(free.place(), index);
        }
    }
}
