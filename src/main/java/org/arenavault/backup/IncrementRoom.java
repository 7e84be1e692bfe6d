package org.arenavault.backup;

import java.util.Optional;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.UnitSums;
import org.arenavault.media.TrackContent;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.IncrementChoice;
import org.arenavault.sets.TrackRecord;

/** How much of a disc increments may still take (protection 2.2). */
final class IncrementRoom {

    private static final int BLOCKS_OF_UNIT = UnitSums.UNIT / MediumDescription.BLOCK;
    private static final long MOST_UNITS = Long.MAX_VALUE / UnitSums.UNIT;

    private IncrementRoom() {
    }

    /**
     * Bytes that the next increment may have at the most; 0 if none has room.
     *
     * @param space the room of the disc
     * @param capacity its blocks; 0 if nobody knows
     * @param disc what the ledger knows of it; empty of a blank one
     */
    static long of(DiscSpace space, long capacity, Optional<DiscRecord> disc, IncrementChoice choice) {
        if (space.tracks() == 0) {
            return 0;
        }
        long blocks = space.isKnown() ? space.free() - space.reserve() : DiscSpace.UNKNOWN;
        if (capacity > 0) {
            blocks = Math.min(blocks,
                    (long) (choice.shareOfDisc() * capacity) - disc.map(IncrementRoom::taken).orElse(0L));
        }
        // the last unit of a track is its label
        return Math.max(0, Math.min(blocks / BLOCKS_OF_UNIT - 1, MOST_UNITS)) * UnitSums.UNIT;
    }

    /** Blocks of the disc that increments have. */
    private static long taken(DiscRecord disc) {
        return disc.tracks().stream().filter(track -> track.content().made().filter(TrackContent::isIncrement)
                .isPresent()).mapToLong(TrackRecord::blocks).sum();
    }
}
