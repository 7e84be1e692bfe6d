package org.arenavault.restore.reading;

import org.arenavault.media.ContentLabel;
import org.arenavault.media.TrackExtent;
import org.arenavault.venti.increment.RecordedIncrement;

/**
 * An increment on a disc, as its label tells of it; nothing of it has been read.
 *
 * @param disc what the operator calls the disc
 * @param track which holds it
 * @param label of the track
 * @param recorded which part of which arena it is
 */
public record IncrementFind(String disc, TrackExtent track, ContentLabel label, RecordedIncrement recorded) {

    /** The arena that it is a part of. */
    public String arena() {
        return recorded.origin().arena();
    }

    /** What it is called itself. */
    public String name() {
        return label.content().name();
    }

    /** For messages. */
    public String where() {
        return "%s track %d".formatted(disc, track.number());
    }
}
