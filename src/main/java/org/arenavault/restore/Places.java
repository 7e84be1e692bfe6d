package org.arenavault.restore;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaMap;

/** The places of arenas in the store, and whether they are there already. */
final class Places {

    private final TargetStore store;
    private final Placement placement;
    private final World world;

    Places(TargetStore store, World world) {
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
        placement.expect(arenas);
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
    Presence look(ArenaRecord arena) throws IOException {
        Decision decision = placement.decide(arena);
        if (decision instanceof Decision.Nowhere nowhere) {
            return new Presence.Impossible(nowhere.reason());
        }
        if (decision instanceof Decision.Into into) {
            return new Presence.Wanted(into.space(), into.range(), false, false);
        }
        Decision.There there = (Decision.There) decision;
        TargetPartition partition = store.of(there.space());
        Arena slot = partition.arena(there.range());
        if (slot.size() != arena.size() || slot.blockSize() != arena.blockSize()) {
            if (partition.isOurs() && partition.isEmpty(there.range())) {
                there.space().remove(there.range());
                return look(arena);
            }
            return new Presence.Impossible("its slot in %s has %d bytes in blocks of %d; it has %d in blocks of %d"
                    .formatted(partition.text(), slot.size(), slot.blockSize(), arena.size(), arena.blockSize()));
        }
        boolean known = partition.knows(there.range(), arena.digest())
                || (partition.isOurs() && isSealedAs(slot, arena));
        return known ? new Presence.InPlace() : compare(arena, there, slot);
    }

    private Presence compare(ArenaRecord arena, Decision.There there, Arena slot) throws IOException {
        SlotState state = SlotState.of(slot, arena.digest(), world);
        if (state instanceof SlotState.Identical) {
            return new Presence.InPlace();
        }
        if (state instanceof SlotState.Another another) {
            return new Presence.Contradicted(slot.where(), another.digest());
        }
        return state instanceof SlotState.Taken taken ? new Presence.Impossible(taken.reason())
                : new Presence.Wanted(there.space(), there.range(), true, state instanceof SlotState.Unrecorded);
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
        if (!isOrigin(arena, space, range)) {
            space.remove(range);
        }
    }
}
