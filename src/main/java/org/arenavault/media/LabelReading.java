package org.arenavault.media;

/** What was found where a track's label stands. */
public sealed interface LabelReading {

    /** A sound label. */
    record Found(TrackLabel label) implements LabelReading {
    }

    /** None; the track was not recorded by this program, or not to its end. */
    record None() implements LabelReading {
    }

    /**
     * One that cannot be trusted.
     *
     * @param reason what is wrong with it
     */
    record Damaged(String reason) implements LabelReading {
    }
}
