package org.arenavault.media;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.IoFunction;

/** What was found where a track's label stands. */
public sealed interface LabelReading {

    /** What each case comes to. */
    <R> R match(IoFunction<Found, R> found, IoFunction<Foreign, R> foreign, IoFunction<None, R> none,
            IoFunction<Damaged, R> damaged) throws IOException;

    /** The label of an arena, if it is there and sound. */
    default Optional<TrackLabel> sound() {
        return Optional.empty();
    }

    /** The label of whatever the track carries, if it is there and sound. */
    default Optional<AnyLabel> any() {
        return Optional.empty();
    }

    /** The label of an increment, if it is there and sound. */
    default Optional<ContentLabel> increment() {
        return Optional.empty();
    }

    /** What the track carries, if it is something that is passed over: a verb with its object, for people. */
    default Optional<String> passedOver() {
        return Optional.empty();
    }

    /**
     * What stands in the 64 KiB of a label.
     *
     * @param where what messages call it
     */
    static LabelReading of(byte[] cluster, String where) {
        try {
            Optional<LabelCluster.Text> text = LabelCluster.read(cluster, where);
            if (text.isEmpty()) {
                return new None();
            }
            int number = text.get().number();
            if (text.get().fields().isEmpty()) {
                return new Foreign(number, Optional.empty());
            }
            FlatJson fields = text.get().fields().get();
            return number == TrackLabel.NUMBER ? new Found(TrackLabel.decode(fields))
                    : new Foreign(number, Optional.of(ContentLabel.decode(fields)));
        } catch (CorruptException e) {
            return new Damaged(e.getMessage());
        }
    }

    /** A sound label. */
    record Found(TrackLabel label) implements LabelReading {

        @Override
        public <R> R match(IoFunction<Found, R> found, IoFunction<Foreign, R> foreign, IoFunction<None, R> none,
                IoFunction<Damaged, R> damaged) throws IOException {
            return found.apply(this);
        }

        @Override
        public Optional<TrackLabel> sound() {
            return Optional.of(label);
        }

        @Override
        public Optional<AnyLabel> any() {
            return Optional.of(label);
        }
    }

    /**
     * A sound label of something else than an arena, or one of a form that this program does not know. Its track is
     * occupied, and passed over.
     *
     * @param number the label's form
     * @param label what it says, where the form is known
     */
    record Foreign(int number, Optional<ContentLabel> label) implements LabelReading {

        @Override
        public <R> R match(IoFunction<Found, R> found, IoFunction<Foreign, R> foreign, IoFunction<None, R> none,
                IoFunction<Damaged, R> damaged) throws IOException {
            return foreign.apply(this);
        }

        @Override
        public Optional<AnyLabel> any() {
            return label.map(known -> known);
        }

        @Override
        public Optional<ContentLabel> increment() {
            return label.filter(known -> known.content().kind().equals(TrackContent.INCREMENT));
        }

        @Override
        public Optional<String> passedOver() {
            return Optional.of(text());
        }

        /** What the track carries: a verb with its object, for people. */
        public String text() {
            return "carries " + label.map(known -> known.content().text())
                    .orElseGet(() -> "a label of the form %d, which a newer version wrote".formatted(number));
        }
    }

    /** None; the track was not recorded by this program, or not to its end. */
    record None() implements LabelReading {

        @Override
        public <R> R match(IoFunction<Found, R> found, IoFunction<Foreign, R> foreign, IoFunction<None, R> none,
                IoFunction<Damaged, R> damaged) throws IOException {
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
        public <R> R match(IoFunction<Found, R> found, IoFunction<Foreign, R> foreign, IoFunction<None, R> none,
                IoFunction<Damaged, R> damaged) throws IOException {
            return damaged.apply(this);
        }
    }
}
