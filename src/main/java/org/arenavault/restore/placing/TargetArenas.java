package org.arenavault.restore.placing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.FileSystemSpace;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.restore.reading.Evidence;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Score;

/**
 * The arenas of the store that no copy of a sealed one fills: those that are made anew where they were, those that
 * give their place to another, and those that take what has no place of its own. Whoever overwrites what a table lists
 * says so in the journal first: a restore that dies there makes it again.
 */
public final class TargetArenas {

    private final TargetStore store;
    private final TargetPlaces places;
    private final World world;

    /** The arenas of a store whose places are these. */
    public TargetArenas(TargetStore store, TargetPlaces places, World world) {
        this.store = store;
        this.places = places;
        this.world = world;
    }

    /** Keeps the original place of an arena that is to be made, so that no other one gets it. */
    public void expect(ArenaRecord arena) throws IOException {
        if (places.find(arena.name()).isEmpty() && look(arena).free().isPresent()) {
            places.expect(List.of(arena));
        }
    }

    /** Where an arena of this name is listed, if nobody is about to make it; what is there may be anything. */
    public Optional<ArenaPlace> listed(String name) {
        return places.find(name).filter(place -> !store.of(place).isBeingMade(place));
    }

    /** The arena in a place that a table lists. Nothing of it is read. */
    public Arena at(ArenaPlace place) {
        return place.in(store.of(place).storage());
    }

    /**
     * Where an arena can be made that no table lists yet, or whose place is empty, or why it cannot. Its size and place
     * are what a label says, and no more than that: where the file would not fit into its file system there is none.
     */
    public Placement look(ArenaRecord arena) throws IOException {
        Placement placement = places.look(arena);
        if (placement.free().isPresent()) {
            ArenaPlace place = placement.free().get().place();
            Optional<Path> folder = store.of(place).growsIn();
            if (folder.isPresent() && place.range().stop() > FileSystemSpace.of(folder.get()).total()) {
                return new Placement.Nowhere("its end would be at byte %d of %s, and the file system is smaller"
                        .formatted(place.range().stop(), place.partition()));
            }
        }
        return placement;
    }

    /** Whether the arena in a place is known to be of this venti. */
    public boolean isOf(ArenaPlace place, UUID venti) throws IOException {
        return store.of(place).source().equals(Optional.of(venti));
    }

    /**
     * Makes the place ready for an arena; whatever is written there, it is none before {@link #made}.
     *
     * @param venti that it comes from
     */
    public Arena begin(Placement.Free free, UUID venti) throws IOException {
        TargetPartition partition = store.of(free.place());
        partition.comesFrom(Optional.of(venti));
        places.claim(free);
        if (free.isListed() || !partition.isOurs()) {
            partition.making(free.place());
        }
        Storage storage = partition.prepare();
        return free.place().in(storage);
    }

    /** The arena in this place is whole, and forced to disk; it is not sealed. */
    public void made(ArenaPlace place) throws IOException {
        store.of(place).placed(new PlacedArena(place, Score.NONE, Score.NONE, place.range().name()));
    }

    /**
     * Puts a sealed arena into the place of another one of the same store, of which nothing is left.
     *
     * @param source begins with the arena
     * @param what for the line of progress
     */
    public Placement replace(ArenaPlace place, Storage source, ArenaRecord arena, Evidence evidence, String what)
            throws IOException {
        TargetPartition partition = store.of(place);
        Storage storage = partition.prepare();
        partition.making(place);
        Arena old = place.in(storage);
        storage.write(old.tailStart(), new byte[old.blockSize()]);
        storage.force();
        return put(new Placement.Free(place, Placement.Ground.EMPTY), source, arena, evidence, Optional.empty(), what);
    }

    /**
     * Copies a sealed arena into a place that is free, as {@link TargetPlaces#put}.
     *
     * @param venti that it comes from; empty if it is known to be the one whose arenas its partition has
     */
    public Placement put(Placement.Free free, Storage source, ArenaRecord arena, Evidence evidence,
            Optional<UUID> venti, String what) throws IOException {
        return places.put(free, source, arena, evidence,
                venti.isPresent() ? venti : store.of(free.place()).source(), what);
    }

    /** All arenas that tables list, with tails that can be read. */
    public List<Arena> all() throws IOException {
        List<Arena> all = new ArrayList<>();
        for (TargetPartition partition : store.partitions()) {
            for (ArenaMap.Range range : partition.space().table().ranges()) {
                ArenaPlace place = partition.place(range);
                if (!partition.isBeingMade(place) && tail(at(place)).isPresent()) {
                    all.add(at(place));
                }
            }
        }
        return all;
    }

    /**
     * Arenas that may take further blocks, in partitions that take more than their table has slots for: those that hold
     * some already, then the empty ones.
     */
    public List<Arena> writable() throws IOException {
        List<Arena> used = new ArrayList<>();
        List<Arena> empty = new ArrayList<>();
        for (TargetPartition partition : store.partitions()) {
            if (partition.takesMore()) {
                for (ArenaMap.Range range : partition.space().table().ranges()) {
                    Arena arena = at(partition.place(range));
                    Optional<ArenaTail> tail = partition.isBeingMade(partition.place(range)) ? Optional.empty()
                            : tail(arena).filter(found -> !found.memory().sealed());
                    tail.ifPresent(found -> (found.isUnused() ? empty : used).add(arena));
                }
            }
        }
        used.addAll(empty);
        return used;
    }

    private static Optional<ArenaTail> tail(Arena arena) throws IOException {
        try {
            return Optional.of(arena.readTail());
        } catch (CorruptException | UnsupportedVersionException e) {
            return Optional.empty();
        }
    }

    /**
     * A further empty arena behind the others of a partition that a restore has made, and its line in the table.
     *
     * @param others names of arenas that may still come back
     */
    public Optional<Arena> another(Set<String> others) throws IOException {
        Optional<ArenaPlace> made = new SpareArenas(store, others, world).one();
        store.writeTables();
        return made.map(this::at);
    }
}
