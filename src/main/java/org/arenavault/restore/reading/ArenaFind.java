package org.arenavault.restore.reading;

import java.util.Optional;
import java.util.UUID;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.TrackExtent;

/**
 * An arena on a disc, as far as it is known without having read it.
 *
 * @param disc what the operator calls the disc
 * @param track which holds it
 * @param arena what it should be
 * @param evidence how that is known
 * @param store the venti that it comes from; empty if nobody knows
 */
public record ArenaFind(String disc, TrackExtent track, ArenaRecord arena, Evidence evidence,
                        Optional<UUID> store) {

    /** For messages. */
    public String where() {
        return "%s track %d".formatted(disc, track.number());
    }
}
