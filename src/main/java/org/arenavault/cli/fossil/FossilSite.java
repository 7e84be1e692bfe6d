package org.arenavault.cli.fossil;

import java.io.IOException;
import org.arenavault.venti.format.Score;

/** A fossil's partition on this machine or another, as a copy needs it. */
interface FossilSite {

    /**
     * What a partition says of itself.
     *
     * @param fossil whether a sound one is there; nothing else holds if none is
     * @param usable whether it would start
     * @param inFlight whether a snapshot waits for being archived, or is
     * @param last root of what it archived last; the score of the empty block if it never did
     */
    record FossilStatus(boolean fossil, boolean usable, boolean inFlight, Score last) {

        /** There is none. */
        static final FossilStatus NONE = new FossilStatus(false, false, false, Score.ZERO);
    }

    /** Reads it. */
    FossilStatus status() throws IOException;

    /** Puts its last archive's score on record, where it is. */
    void record() throws IOException;

    /** Resets it to an archive; asks first. */
    void reset(Score score) throws IOException;
}
