package org.arenavault.restore;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.IoFunction;
import org.arenavault.venti.format.ArenaMap;
import org.arenavault.venti.format.Score;

/** Whether an arena is in its place, or can get there. */
sealed interface PlaceState {

    /** What each case comes to. */
    <R> R match(IoFunction<InPlace, R> inPlace, IoFunction<Free, R> free,
            IoFunction<Contradicted, R> contradicted, IoFunction<Impossible, R> impossible) throws IOException;

    /** The place that it can get, if it is not in its own. */
    default Optional<Free> free() {
        return Optional.empty();
    }

    /** Whether something else has its name. */
    default boolean isTaken() {
        return false;
    }

    /** It is. */
    record InPlace() implements PlaceState {

        @Override
        public <R> R match(IoFunction<InPlace, R> inPlace, IoFunction<Free, R> free,
                IoFunction<Contradicted, R> contradicted, IoFunction<Impossible, R> impossible) throws IOException {
            return inPlace.apply(this);
        }
    }

    /**
     * It is not, and there is a place for it.
     *
     * @param space of the partition
     * @param range what it will occupy
     * @param slot true if a table lists it already
     * @param unrecorded true if clumps lie there that no tail knows of: only the same arena may go over them
     */
    record Free(PartitionSpace space, ArenaMap.Range range, boolean slot, boolean unrecorded) implements PlaceState {

        @Override
        public Optional<Free> free() {
            return Optional.of(this);
        }

        @Override
        public <R> R match(IoFunction<InPlace, R> inPlace, IoFunction<Free, R> free,
                IoFunction<Contradicted, R> contradicted, IoFunction<Impossible, R> impossible) throws IOException {
            return free.apply(this);
        }
    }

    /**
     * Another sound arena of its name is in its place.
     *
     * @param where it is
     * @param digest what that one comes to
     */
    record Contradicted(String where, Score digest) implements PlaceState {

        @Override
        public <R> R match(IoFunction<InPlace, R> inPlace, IoFunction<Free, R> free,
                IoFunction<Contradicted, R> contradicted, IoFunction<Impossible, R> impossible) throws IOException {
            return contradicted.apply(this);
        }
    }

    /**
     * It has no place.
     *
     * @param reason why, and what to do
     * @param isTaken true if something else has its name: under another one there may be a place
     */
    record Impossible(String reason, boolean isTaken) implements PlaceState {

        @Override
        public <R> R match(IoFunction<InPlace, R> inPlace, IoFunction<Free, R> free,
                IoFunction<Contradicted, R> contradicted, IoFunction<Impossible, R> impossible) throws IOException {
            return impossible.apply(this);
        }
    }
}
