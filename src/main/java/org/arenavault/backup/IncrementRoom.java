package org.arenavault.backup;

import java.util.Optional;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.UnitSums;
import org.arenavault.media.TrackContent;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.IncrementChoice;

/** How much of a disc increments may still take (protection 2.2). */
final class IncrementRoom {

    private static final int BLOCKS_OF_UNIT = UnitSums.UNIT / MediumDescription.BLOCK;

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
        // the last unit of a track is its label
        long units = (space.free() - space.reserve()) / BLOCKS_OF_UNIT - 1;
        long room = space.isKnown() ? Math.max(0, units) * UnitSums.UNIT : Long.MAX_VALUE;
        if (capacity == 0) {
            return room;
        }
        long share = (long) (choice.shareOfDisc() * capacity) * MediumDescription.BLOCK;
        return Math.max(0, Math.min(room, share - disc.map(IncrementRoom::taken).orElse(0L)));
    }

    private static long taken(DiscRecord disc) {
        return disc.tracks().stream().filter(track -> track.content().made().filter(TrackContent::isIncrement)
                .isPresent()).mapToLong(track -> track.blocks() * MediumDescription.BLOCK).sum();
    }
}
