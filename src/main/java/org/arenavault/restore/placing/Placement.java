package org.arenavault.restore.placing;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.IoFunction;
import org.arenavault.venti.format.Score;

/**
 * Where an arena stands in a store: in its place, before a place that it can have, before another arena that has it,
 * or without one. It is what a search for its place comes to, and what a copy into that place comes to.
 */
public sealed interface Placement {

    /** What each case comes to. */
    <R> R match(IoFunction<There, R> there, IoFunction<Free, R> free, IoFunction<Another, R> another,
            IoFunction<Nowhere, R> nowhere) throws IOException;

    /** Why it is not in the store, and what to do; empty if it is, or can be. */
    default String reason() {
        return "";
    }

    /** The arena in its place, if it is there. */
    default Optional<There> there() {
        return Optional.empty();
    }

    /** The place that it can have, if there is one and it is not there yet. */
    default Optional<Free> free() {
        return Optional.empty();
    }

    /** Whether something else has its name: under another one there may be a place. */
    default boolean isNameTaken() {
        return false;
    }

    /** Whether an arena that is not sealed is in its place, and has clumps. */
    default boolean isInUse() {
        return false;
    }

    /** Whether other copies may give what could not be read of this one. */
    default boolean isUnreadable() {
        return false;
    }

    /**
     * It lies there, whole, and forced to disk.
     *
     * @param arena and its place
     * @param copied true if it was brought there now; false if it was there before
     * @param note what is worth knowing; empty if nothing is
     */
    record There(PlacedArena arena, boolean copied, String note) implements Placement {

        /** What it is called there. */
        public String name() {
            return arena.place().range().name();
        }

        /** Where in its partition its head is. */
        public long offset() {
            return arena.place().range().start();
        }

        @Override
        public <R> R match(IoFunction<There, R> there, IoFunction<Free, R> free, IoFunction<Another, R> another,
                IoFunction<Nowhere, R> nowhere) throws IOException {
            return there.apply(this);
        }

        @Override
        public Optional<There> there() {
            return Optional.of(this);
        }
    }

    /** What is in a place that an arena can have. */
    enum Ground {
        /** Nothing, and no table lists it. */
        UNLISTED,
        /** An empty arena that a table lists. */
        EMPTY,
        /**
         * The same with clumps that its tail does not know of: of a server that crashed, or of a copy that was
         * interrupted just before its last step. Only the arena that is to come can tell.
         */
        UNRECORDED
    }

    /**
     * There is a place for it.
     *
     * @param place which nothing else has
     * @param ground what is there now
     */
    record Free(ArenaPlace place, Ground ground) implements Placement {

        /** Whether a table lists it already. */
        boolean isListed() {
            return ground != Ground.UNLISTED;
        }

        @Override
        public <R> R match(IoFunction<There, R> there, IoFunction<Free, R> free, IoFunction<Another, R> another,
                IoFunction<Nowhere, R> nowhere) throws IOException {
            return free.apply(this);
        }

        @Override
        public Optional<Free> free() {
            return Optional.of(this);
        }
    }

    /**
     * Another sound arena of its name is in its place.
     *
     * @param where for messages
     * @param digest what that one comes to
     * @param wanted what it comes to itself
     */
    record Another(String where, Score digest, Score wanted) implements Placement {

        @Override
        public String reason() {
            return "comes to %s; another arena is in its slot, sound, which comes to %s".formatted(wanted, digest);
        }

        @Override
        public <R> R match(IoFunction<There, R> there, IoFunction<Free, R> free, IoFunction<Another, R> another,
                IoFunction<Nowhere, R> nowhere) throws IOException {
            return another.apply(this);
        }
    }

    /** What keeps an arena from its place. */
    enum Obstacle {
        /** Something else has its name. */
        NAME,
        /** An arena of its name that a server goes on filling. */
        IN_USE,
        /** Not all of it can be read. */
        READING,
        /** Whatever the reason says. */
        OTHER
    }

    /**
     * It has no place, or cannot get there; what is there is what it was before.
     *
     * @param reason why, and what to do
     */
    record Nowhere(String reason, Obstacle obstacle) implements Placement {

        /** For a reason that no other name and no other copy changes. */
        Nowhere(String reason) {
            this(reason, Obstacle.OTHER);
        }

        @Override
        public boolean isNameTaken() {
            return obstacle == Obstacle.NAME;
        }

        @Override
        public boolean isInUse() {
            return obstacle == Obstacle.IN_USE;
        }

        @Override
        public boolean isUnreadable() {
            return obstacle == Obstacle.READING;
        }

        @Override
        public <R> R match(IoFunction<There, R> there, IoFunction<Free, R> free, IoFunction<Another, R> another,
                IoFunction<Nowhere, R> nowhere) throws IOException {
            return nowhere.apply(this);
        }
    }
}
