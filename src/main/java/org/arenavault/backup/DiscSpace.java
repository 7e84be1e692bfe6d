package org.arenavault.backup;

import org.arenavault.drivers.MediumDescription;
import org.arenavault.media.ArenaPartitionMedium;
import org.arenavault.sets.SetConfig;

/**
 * How much room a disc has for arenas (optical 5.1). Part of every disc is kept for what may follow them: as much
 * as default spares would have taken where the disc has none, else 32 MiB or 1/256 of it, whichever is less.
 *
 * @param free blocks from the next track's start to the end of the disc
 * @param reserve blocks of them that arenas do not take
 * @param tracks how many more tracks it takes
 */
record DiscSpace(long free, long reserve, int tracks) {

    /** Blocks that are free where nobody knows how many. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private static final long LARGEST_RESERVE = (32L << 20) / MediumDescription.BLOCK;
    private static final int SMALLEST_SHARE = 256;

    /**
     * The room of a disc.
     *
     * @param capacity blocks of the whole disc
     * @param free blocks from the next track's start to its end
     * @param used tracks that count against the limits
     */
    static DiscSpace of(MediumDescription medium, SetConfig.MediumChoice choice, long capacity, long free, int used) {
        int limit = choice.tracksPerDisc() > 0 ? Math.min(choice.tracksPerDisc(), medium.trackLimit())
                : medium.trackLimit();
        return new DiscSpace(free, reserve(medium, choice, capacity), Math.max(0, limit - used));
    }

    /**
     * The room of a blank disc: what its description says, less what a format sets aside for spares and what lies
     * before the first arena.
     *
     * @param blocks of the whole disc, unformatted
     */
    static DiscSpace blank(MediumDescription medium, SetConfig.MediumChoice choice, long blocks) {
        long capacity = choice.spare() == SetConfig.Spare.DEFAULT ? blocks - medium.reserveOf(blocks) : blocks;
        long start = medium.recording() == MediumDescription.Recording.SEQUENTIAL ? 0
                : ArenaPartitionMedium.firstBlock();
        return of(medium, choice, capacity, capacity - start, 0);
    }

    private static long reserve(MediumDescription medium, SetConfig.MediumChoice choice, long capacity) {
        if (medium.recording() != MediumDescription.Recording.SEQUENTIAL) {
            return 0;
        }
        if (choice.spare() == SetConfig.Spare.NONE && medium.spareBlocks() > 0) {
            return medium.reserveOf(capacity);
        }
        return Math.min(LARGEST_RESERVE, capacity / SMALLEST_SHARE);
    }

    /** Whether a track of so many blocks has room. */
    boolean fits(long blocks) {
        return tracks > 0 && blocks <= free - reserve;
    }

    /** Whether somebody knows how much it is. */
    boolean isKnown() {
        return free <= UNKNOWN / 4;
    }

    /** The room once a track of so many blocks and the gap behind it are taken. */
    DiscSpace minus(long blocks) {
        return new DiscSpace(free - blocks, reserve, tracks - 1);
    }
}
