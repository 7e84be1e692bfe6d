package org.arenavault.restore;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.IoFunction;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.World;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.Score;

/** What lies in a slot that an arena is to go into. */
sealed interface SlotState {

    /** What each case comes to. */
    <R> R match(IoFunction<Empty, R> empty, IoFunction<Unrecorded, R> unrecorded,
            IoFunction<Identical, R> identical, IoFunction<Another, R> another, IoFunction<Taken, R> taken)
            throws IOException;

    /** Whether nothing lies there. */
    default boolean isEmpty() {
        return false;
    }

    /** Nothing: no clump was ever written there. */
    record Empty() implements SlotState {

        @Override
        public boolean isEmpty() {
            return true;
        }

        @Override
        public <R> R match(IoFunction<Empty, R> empty, IoFunction<Unrecorded, R> unrecorded,
                IoFunction<Identical, R> identical, IoFunction<Another, R> another, IoFunction<Taken, R> taken)
                throws IOException {
            return empty.apply(this);
        }
    }

    /**
     * Clumps that its tail does not know of: of a server that crashed, or of a copy that was interrupted just before
     * its last step. Only the arena that is to come can tell.
     */
    record Unrecorded() implements SlotState {

        @Override
        public <R> R match(IoFunction<Empty, R> empty, IoFunction<Unrecorded, R> unrecorded,
                IoFunction<Identical, R> identical, IoFunction<Another, R> another, IoFunction<Taken, R> taken)
                throws IOException {
            return unrecorded.apply(this);
        }
    }

    /** The arena itself, whole. */
    record Identical() implements SlotState {

        @Override
        public <R> R match(IoFunction<Empty, R> empty, IoFunction<Unrecorded, R> unrecorded,
                IoFunction<Identical, R> identical, IoFunction<Another, R> another, IoFunction<Taken, R> taken)
                throws IOException {
            return identical.apply(this);
        }
    }

    /**
     * Another sealed arena, which is sound.
     *
     * @param digest what its bytes come to
     */
    record Another(Score digest) implements SlotState {

        @Override
        public <R> R match(IoFunction<Empty, R> empty, IoFunction<Unrecorded, R> unrecorded,
                IoFunction<Identical, R> identical, IoFunction<Another, R> another, IoFunction<Taken, R> taken)
                throws IOException {
            return another.apply(this);
        }
    }

    /**
     * Something that must not be lost or is not understood.
     *
     * @param reason what it is
     */
    record Taken(String reason) implements SlotState {

        @Override
        public <R> R match(IoFunction<Empty, R> empty, IoFunction<Unrecorded, R> unrecorded,
                IoFunction<Identical, R> identical, IoFunction<Another, R> another, IoFunction<Taken, R> taken)
                throws IOException {
            return taken.apply(this);
        }
    }

    /**
     * Looks. Of an arena that is sealed all bytes are read.
     *
     * @param slot where the table says that it lies
     * @param digest what the arena that is to go there comes to
     */
    static SlotState of(Arena slot, Score digest, World world) throws IOException {
        return of(slot, slot.image(), digest, world);
    }

    /**
     * The same.
     *
     * @param image its bytes, under the name that goes with the digest
     */
    static SlotState of(Arena slot, Storage image, Score digest, World world) throws IOException {
        ArenaTail tail;
        try {
            tail = slot.readTail();
        } catch (CorruptException | UnsupportedVersionException e) {
            return new Taken("its slot is damaged: " + e.getMessage());
        }
        if (tail.memory().clumps() == 0 && !tail.memory().sealed()) {
            return holdsClumps(slot, tail) ? new Unrecorded() : new Empty();
        }
        if (!tail.disk().sealed()) {
            return new Taken("its slot is in use: %s, not sealed".formatted(
                    Count.of(tail.memory().clumps(), "clump")));
        }
        Score computed = ArenaSeal.compute(image,
                world.progress().begin("comparing " + slot.name(), slot.size()), world.stop());
        if (computed.equals(digest)) {
            return new Identical();
        }
        return computed.equals(tail.score()) ? new Another(computed)
                : new Taken(tail.score().equals(Score.NONE)
                        ? "its slot holds an arena without a seal, which is not the one on the disc"
                        : "its slot holds an arena whose seal does not match");
    }

    /** Whether a clump starts where the tail says that the log ends, at its very start (venti-format 3.5). */
    private static boolean holdsClumps(Arena slot, ArenaTail tail) throws IOException {
        long magic = Integer.toUnsignedLong(
                ByteBuffer.wrap(slot.storage().read(slot.dataStart(), Integer.BYTES)).getInt());
        return magic != 0 && magic == tail.clumpMagic();
    }
}
