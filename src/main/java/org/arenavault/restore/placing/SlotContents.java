package org.arenavault.restore.placing;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Score;

/** What lies in a slot: a place that a table lists. */
final class SlotContents {

    private SlotContents() {
    }

    /**
     * Whether an arena is in a slot of its size, or can get there. All bytes of a sealed one there are read.
     *
     * @param storage of the partition
     * @param arena that is to be there, perhaps under the other name that the slot has
     */
    static Placement of(ArenaPlace place, Storage storage, ArenaRecord arena, World world) throws IOException {
        Arena slot = place.in(storage);
        ArenaTail tail;
        try {
            tail = slot.readTail();
        } catch (CorruptException | UnsupportedVersionException e) {
            return new Placement.Nowhere("its slot is damaged: " + e.getMessage());
        }
        if (tail.isUnused()) {
            return new Placement.Free(place, holdsClumps(slot, tail) ? Placement.Ground.UNRECORDED
                    : Placement.Ground.EMPTY);
        }
        if (!tail.disk().sealed()) {
            return new Placement.Nowhere("its slot is in use: %s, not sealed".formatted(
                    Count.of(tail.memory().clumps(), "clump")), Placement.Obstacle.IN_USE);
        }
        Storage image = slot.name().equals(arena.name()) ? slot.image()
                : OtherName.view(slot.image(), arena.name(), slot.blockSize());
        Score computed;
        try (Progress.Stage stage = world.progress().begin("comparing " + slot.name(), slot.size())) {
            computed = ArenaSeal.compute(image, stage, world.stop());
        }
        if (computed.equals(arena.digest())) {
            return new Placement.There(new PlacedArena(place, computed, tail.score(), arena.name()), false, "");
        }
        return computed.equals(tail.score()) ? new Placement.Another(slot.where(), computed, arena.digest())
                : new Placement.Nowhere(tail.score().equals(Score.NONE)
                        ? "its slot holds an arena without a seal, which is not the one on the disc"
                        : "its slot holds an arena whose seal does not match");
    }

    /** Whether nothing is there: no clump was ever written. */
    static boolean isEmpty(Arena slot) throws IOException {
        try {
            ArenaTail tail = slot.readTail();
            return tail.isUnused() && !holdsClumps(slot, tail);
        } catch (CorruptException | UnsupportedVersionException e) {
            return false;
        }
    }

    /** Whether a clump starts where the tail says that the log ends, at its very start (venti-format 3.5). */
    private static boolean holdsClumps(Arena slot, ArenaTail tail) throws IOException {
        long magic = Integer.toUnsignedLong(
                ByteBuffer.wrap(slot.storage().read(slot.dataStart(), Integer.BYTES)).getInt());
        return magic != 0 && magic == tail.clumpMagic();
    }

    /**
     * What keeps an arena from going over what is in a place, if anything does. A copy that was interrupted just
     * before its last step has left the very bytes there that are to come.
     *
     * @param source begins with the arena
     */
    static Optional<Placement> obstacle(Placement.Free free, Storage storage, Storage source) throws IOException {
        if (free.ground() != Placement.Ground.UNRECORDED) {
            return Optional.empty();
        }
        int size = free.place().blockSize();
        byte[] begins;
        try {
            begins = source.read(size, size);
        } catch (MediumFaultException e) {
            return Optional.of(new Placement.Nowhere(e.getMessage(), Placement.Obstacle.READING));
        }
        return Arrays.equals(begins, free.place().in(storage).image().read(size, size)) ? Optional.empty()
                : Optional.of(new Placement.Nowhere(
                        "its slot holds clumps that its tail does not know of yet; run venti/syncindex first"));
    }
}
