package org.arenavault.media;

import java.util.List;
import org.arenavault.io.ReadOnlyStorage;

/** The bytes of a track, and how hard they were to read. */
public interface TrackReader extends ReadOnlyStorage {

    /**
     * A range that could not be read.
     *
     * @param from its first byte in the track
     * @param to the byte behind its last
     * @param reason what the drive said
     */
    record BadRange(long from, long to, String reason) {
    }

    /** How many reads succeeded only after retries. */
    long recovered();

    /** The ranges that could not be read so far, in the order of their failing. */
    List<BadRange> bad();
}
