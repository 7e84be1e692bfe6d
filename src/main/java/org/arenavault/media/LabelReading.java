package org.arenavault.media;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.IoFunction;

/** What was found where a track's label stands. */
public sealed interface LabelReading {

    /** What each case comes to. */
    <R> R match(IoFunction<Found, R> found, IoFunction<None, R> none, IoFunction<Damaged, R> damaged)
            throws IOException;

    /** The label, if it is there and sound. */
    default Optional<TrackLabel> sound() {
        return Optional.empty();
    }

    /** A sound label. */
    record Found(TrackLabel label) implements LabelReading {

        @Override
        public <R> R match(IoFunction<Found, R> found, IoFunction<None, R> none, IoFunction<Damaged, R> damaged)
                throws IOException {
            return found.apply(this);
        }

        @Override
        public Optional<TrackLabel> sound() {
            return Optional.of(label);
        }
    }

    /** None; the track was not recorded by this program, or not to its end. */
    record None() implements LabelReading {

        @Override
        public <R> R match(IoFunction<Found, R> found, IoFunction<None, R> none, IoFunction<Damaged, R> damaged)
                throws IOException {
            return none.apply(this);
        }
    }

    /**
     * One that cannot be trusted.
     *
     * @param reason what is wrong with it
     */
    record Damaged(String reason) implements LabelReading {

        @Override
        public <R> R match(IoFunction<Found, R> found, IoFunction<None, R> none, IoFunction<Damaged, R> damaged)
                throws IOException {
            return damaged.apply(this);
        }
    }
}
