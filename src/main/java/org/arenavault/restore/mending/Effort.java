package org.arenavault.restore.mending;

import java.io.IOException;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;

/** How much is done to read what is damaged, from what takes minutes to what may take days. */
enum Effort {
    /** Nothing is tried twice, and what lies within a burst is passed over. */
    QUICK,
    /** The same, and what was passed over is tried. */
    EVERY_UNIT,
    /** All that is missing is tried with all that the drive can do. */
    PATIENT;

    TrackReader open(Medium medium, TrackExtent track) throws IOException {
        return this == PATIENT ? medium.read(track) : medium.skim(track);
    }
}
