package org.arenavault.backup;

import java.util.Optional;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.UnitSums;
import org.arenavault.media.TrackContent;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.IncrementChoice;
import org.arenavault.sets.TrackRecord;

/**
 * How much of a disc the next increment may take (protection 2.2).
 *
 * @param bytes of it at the most; 0 if none has room
 * @param isOfDisc whether the disc has no more; else their share of it
 */
record IncrementRoom(long bytes, boolean isOfDisc) {

    private static final int BLOCKS_OF_UNIT = UnitSums.UNIT / MediumDescription.BLOCK;
    private static final long MOST_UNITS = Long.MAX_VALUE / UnitSums.UNIT;

    /**
     * The room of a disc.
     *
     * @param space the room of the disc
     * @param capacity its blocks; 0 if nobody knows
     * @param disc what the ledger knows of it; empty of a blank one
     */
    static IncrementRoom of(DiscSpace space, long capacity, Optional<DiscRecord> disc, IncrementChoice choice) {
        if (space.tracks() == 0) {
            return new IncrementRoom(0, true);
        }
        long left = space.isKnown() ? space.free() - space.reserve() : DiscSpace.UNKNOWN;
        long share = capacity == 0 ? DiscSpace.UNKNOWN
                : (long) (choice.shareOfDisc() * capacity) - disc.map(IncrementRoom::taken).orElse(0L);
        // the last unit of a track is its label
        long units = Math.min(Math.min(left, share) / BLOCKS_OF_UNIT - 1, MOST_UNITS);
        return new IncrementRoom(Math.max(0, units) * UnitSums.UNIT, left < share);
    }

    /** Blocks of the disc that increments have. */
    private static long taken(DiscRecord disc) {
        return disc.tracks().stream().filter(track -> track.content().made().filter(TrackContent::isIncrement)
                .isPresent()).mapToLong(TrackRecord::blocks).sum();
    }
}
