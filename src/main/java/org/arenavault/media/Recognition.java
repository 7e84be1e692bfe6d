package org.arenavault.media;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.IoFunction;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Plain;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.Arena;

/** What a medium says of itself, told from its labels or else from what lies on it (optical 6.4). */
public sealed interface Recognition {

    /** What each case comes to. */
    <R> R match(IoFunction<Blank, R> blank, IoFunction<Labelled, R> labelled, IoFunction<Unlabelled, R> unlabelled,
            IoFunction<Unsuitable, R> unsuitable) throws IOException;

    /** What lies there, for people: "a blank disc". */
    String text();

    /** The same as a sentence: "this disc is blank". */
    String sentence();

    /** Itself, if it carries a label. */
    default Optional<Labelled> labelled() {
        return Optional.empty();
    }

    /** Whether nothing has been recorded. */
    default boolean isBlank() {
        return false;
    }

    /** Whether there is nothing on it that could be read. */
    default boolean isUseless() {
        return false;
    }

    /** Whether something may be on it that this drive cannot tell. */
    default boolean isFault() {
        return false;
    }

    /** Nothing has been recorded. */
    record Blank() implements Recognition {

        @Override
        public String text() {
            return "a blank disc";
        }

        @Override
        public String sentence() {
            return "this disc is blank";
        }

        @Override
        public boolean isBlank() {
            return true;
        }

        @Override
        public boolean isUseless() {
            return true;
        }

        @Override
        public <R> R match(IoFunction<Blank, R> blank, IoFunction<Labelled, R> labelled,
                IoFunction<Unlabelled, R> unlabelled, IoFunction<Unsuitable, R> unsuitable) throws IOException {
            return blank.apply(this);
        }
    }

    /**
     * A disc of a set.
     *
     * @param disc which one
     * @param sequence the last line of the ledger that its labels know of; 0 if they tell none
     */
    record Labelled(DiscIdentity disc, long sequence) implements Recognition {

        /** The disc whose track carries this label. */
        public static Labelled by(AnyLabel label) {
            return new Labelled(label.disc(), label.sequence());
        }

        @Override
        public String text() {
            return "disc %s of set '%s'".formatted(disc.label(), Plain.field(disc.setName()));
        }

        @Override
        public String sentence() {
            return "this is " + text();
        }

        @Override
        public Optional<Labelled> labelled() {
            return Optional.of(this);
        }

        @Override
        public <R> R match(IoFunction<Blank, R> blank, IoFunction<Labelled, R> labelled,
                IoFunction<Unlabelled, R> unlabelled, IoFunction<Unsuitable, R> unsuitable) throws IOException {
            return labelled.apply(this);
        }
    }

    /**
     * Tracks, but no label: recorded by other tools, or interrupted in the first track.
     *
     * @param arenas the names of the arenas at the starts of tracks, in their order; empty where there is none or it
     *     cannot be read
     * @param fault what the drive said where no track can be read at its start; else empty
     */
    record Unlabelled(List<String> arenas, String fault) implements Recognition {

        @Override
        public String text() {
            return isUnreadable() ? "a disc that cannot be read (%s)".formatted(fault) : "a disc without a label";
        }

        @Override
        public String sentence() {
            return isUnreadable() ? "this disc cannot be read (%s)".formatted(fault) : "this disc carries no label";
        }

        /** Whether nothing is known of it; a label that cannot be read may well be there. */
        public boolean isUnreadable() {
            return !fault.isEmpty();
        }

        @Override
        public boolean isFault() {
            return isUnreadable();
        }

        @Override
        public <R> R match(IoFunction<Blank, R> blank, IoFunction<Labelled, R> labelled,
                IoFunction<Unlabelled, R> unlabelled, IoFunction<Unsuitable, R> unsuitable) throws IOException {
            return unlabelled.apply(this);
        }
    }

    /**
     * Something that is not to be used.
     *
     * @param reason what is in the way
     */
    record Unsuitable(String reason) implements Recognition {

        @Override
        public String text() {
            return "a disc that cannot be used (%s)".formatted(reason);
        }

        @Override
        public String sentence() {
            return "this disc cannot be used: " + reason;
        }

        @Override
        public boolean isUseless() {
            return true;
        }

        @Override
        public boolean isFault() {
            return true;
        }

        @Override
        public <R> R match(IoFunction<Blank, R> blank, IoFunction<Labelled, R> labelled,
                IoFunction<Unlabelled, R> unlabelled, IoFunction<Unsuitable, R> unsuitable) throws IOException {
            return unsuitable.apply(this);
        }
    }

    /**
     * Looks for labels: the disc's own, else those of its tracks from the last to the first.
     *
     * @param state what the medium is and holds
     */
    static Recognition of(Medium medium, MediumState state) throws IOException {
        if (state.condition() == MediumState.Condition.UNSUITABLE) {
            return new Unsuitable(state.reason());
        }
        if (state.identity().isPresent() && state.tracks().isEmpty()) {
            return new Labelled(state.identity().get(), 0);
        }
        if (state.tracks().isEmpty()) {
            return state.condition() == MediumState.Condition.BLANK ? new Blank() : new Unlabelled(List.of(), "");
        }
        for (int i = state.tracks().size() - 1; i >= 0; i--) {
            Optional<AnyLabel> label = medium.readLabel(state.tracks().get(i)).any();
            if (label.isPresent()) {
                return Labelled.by(label.get());
            }
        }
        return state.identity().isPresent() ? new Labelled(state.identity().get(), 0)
                : unlabelled(medium, state);
    }

    private static Unlabelled unlabelled(Medium medium, MediumState state) throws IOException {
        List<String> names = new ArrayList<>();
        String fault = "";
        int faults = 0;
        for (TrackExtent track : state.tracks()) {
            try (TrackReader reader = medium.read(track)) {
                names.add(Arena.headOf(reader).name());
            } catch (MediumFaultException e) {
                names.add("");
                fault = e.getMessage();
                faults++;
            } catch (CorruptException | UnsupportedVersionException e) {
                names.add("");
            }
        }
        return new Unlabelled(names, faults == names.size() ? fault : "");
    }
}
