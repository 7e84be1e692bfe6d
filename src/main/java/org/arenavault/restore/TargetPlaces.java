package org.arenavault.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.index.IndexFiles;

/** The places of arenas in the store, and whether they are there already. */
final class TargetPlaces {

    private final TargetStore store;
    private final Placement placement;
    private final World world;
    private final IndexFiles index;
    private final boolean adds;
    private final RestoreTally tally;

    /**
     * Places in a store.
     *
     * @param index of the store, whose map follows where an empty arena gets another name
     * @param adds whether arenas may be added to partitions that hold others
     * @param tally of names that are not to be given away
     */
    TargetPlaces(TargetStore store, IndexFiles index, boolean adds, RestoreTally tally, World world) {
        this.index = index;
        this.adds = adds;
        this.tally = tally;
        this.store = store;
        this.placement = store.placement();
        this.world = world;
    }

    /** The configuration of the venti that is to be. */
    Path conf() {
        return store.conf();
    }

    /**
     * Keeps places for arenas that are to come.
     *
     * @throws RefusedException if they need more block sizes than there are {@code arenas} lines, or a table would not
     *     fit
     */
    void expect(Collection<ArenaRecord> arenas) throws RefusedException {
        try {
            placement.expect(arenas);
        } catch (RefusedException e) {
            if (!adds) {
                throw e;
            }
        }
    }

    /** What to say where an arena has no place because another one has its name; empty if that was said. */
    String hint() {
        return adds ? "" : "; say --add to have it added under a name of its own";
    }

    /** True if this is the partition and the place that an arena comes from. */
    boolean isOrigin(ArenaRecord arena, PartitionSpace space, ArenaMap.Range range) {
        return range.start() == arena.offset() && placement.origin(arena.source()).equals(Optional.of(space));
    }

    /**
     * Whether an arena is in its place. What this restore or the one before it has put there is known by its seal;
     * of everything else all bytes are compared.
     *
     * @throws RefusedException as {@link #expect}
     */
    PlaceState look(ArenaRecord arena) throws IOException {
        PlaceState state = look(arena, arena);
        for (int digits = OtherName.DIGITS; adds && state.isTaken() && digits < 2 * Score.SIZE;
                digits += OtherName.DIGITS) {
            state = look(OtherName.of(arena, digits), arena);
        }
        return state;
    }

    private Decision decide(ArenaRecord arena) throws RefusedException {
        try {
            return placement.decide(arena);
        } catch (RefusedException e) {
            if (adds) {
                return new Decision.Nowhere(e.getMessage());
            }
            throw e;
        }
    }

    /** Where an arena can be added to what is there, if anywhere. */
    private PlaceState add(ArenaRecord arena, String otherwise) throws IOException {
        for (int i = store.partitions().size() - 1; i >= 0; i--) {
            TargetPartition partition = store.partitions().get(i);
            Optional<ArenaMap.Range> vacancy = partition.vacancy(arena, tally.names());
            if (vacancy.isPresent()) {
                return new PlaceState.Free(partition.space(), vacancy.get(), false, false);
            }
        }
        return new PlaceState.Impossible(adds ? ("no partition has an empty arena of its %d bytes in blocks of %d, or "
                + "room behind the others; add an 'arenas' line to the venti.conf and say --format, too").formatted(
                arena.size(), arena.blockSize()) : otherwise, false);
    }

    /** Makes a place the arena's: nobody else gets it. */
    void claim(PlaceState.Free place, ArenaRecord arena) throws IOException {
        if (place.space().isOpen()) {
            place.space().reserve(place.range(), arena.blockSize());
            return;
        }
        String from = store.of(place.space()).makeSlot(place.range());
        if (!from.isEmpty()) {
            index.rename(from, place.range().name());
        }
    }

    /**
     * Whether an arena is in its place under a name.
     *
     * @param named the arena, called so
     * @param arena itself
     */
    private PlaceState look(ArenaRecord named, ArenaRecord arena) throws IOException {
        return decide(named).match(into -> new PlaceState.Free(into.space(), into.range(), false, false),
                there -> look(named, arena, there), nowhere -> add(named, nowhere.reason()));
    }

    private PlaceState look(ArenaRecord named, ArenaRecord arena, Decision.There there) throws IOException {
        TargetPartition partition = store.of(there.space());
        Arena slot = partition.arena(there.range());
        if (slot.size() != arena.size() || slot.blockSize() != arena.blockSize()) {
            if (partition.isOurs() && partition.isEmpty(there.range())) {
                there.space().remove(there.range());
                return look(named, arena);
            }
            return new PlaceState.Impossible("its slot in %s has %d bytes in blocks of %d; it has %d in blocks of %d"
                    .formatted(partition.text(), slot.size(), slot.blockSize(), arena.size(), arena.blockSize())
                    + hint(), true);
        }
        boolean known = partition.knows(there.range(), arena.digest())
                || (partition.isOurs() && isSealedAs(slot, arena));
        return known ? new PlaceState.InPlace() : compare(arena, there, slot);
    }

    private PlaceState compare(ArenaRecord arena, Decision.There there, Arena slot) throws IOException {
        if (adds && slot.name().equals(arena.name()) && isOfAnother(slot, there, arena)) {
            return new PlaceState.Impossible("another arena has its name", true);
        }
        Storage image = slot.name().equals(arena.name()) ? slot.image()
                : OtherName.view(slot.image(), arena.name(), slot.blockSize());
        boolean own = !store.of(there.space()).hasPut(there.range());
        return SlotState.of(slot, image, arena.digest(), world).match(
                empty -> new PlaceState.Free(there.space(), there.range(), true, false),
                unrecorded -> new PlaceState.Free(there.space(), there.range(), true, true),
                // a tail that was torn as it was written may lack its seal
                identical -> store.of(there.space()).isUnfinished(there.range())
                        && slot.readTail().score().equals(Score.NONE)
                        ? new PlaceState.Free(there.space(), there.range(), true, false) : new PlaceState.InPlace(),
                another -> adds && own ? new PlaceState.Impossible("another arena has its name", true)
                        : new PlaceState.Contradicted(slot.where(), another.digest()),
                taken -> new PlaceState.Impossible(taken.reason() + hint(), own));
    }

    /** The seal of an arena that no restore has put there tells it from others without all of it being read. */
    private boolean isOfAnother(Arena slot, Decision.There there, ArenaRecord arena) throws IOException {
        try {
            Score seal = slot.readTail().score();
            return !store.of(there.space()).hasPut(there.range()) && !seal.equals(Score.NONE)
                    && !seal.equals(arena.digest());
        } catch (CorruptException | UnsupportedVersionException e) {
            return false;
        }
    }

    private static boolean isSealedAs(Arena slot, ArenaRecord arena) throws IOException {
        try {
            return slot.readTail().score().equals(arena.digest());
        } catch (CorruptException | UnsupportedVersionException e) {
            return false;
        }
    }

    /** The partition of a space. */
    TargetPartition partition(PartitionSpace space) {
        return store.of(space);
    }

    /** Gives the space of an arena that did not come free again, unless it is its original one. */
    void release(PartitionSpace space, ArenaMap.Range range, ArenaRecord arena) {
        if (space.isOpen() && !isOrigin(arena, space, range)) {
            space.remove(range);
        }
    }
}
