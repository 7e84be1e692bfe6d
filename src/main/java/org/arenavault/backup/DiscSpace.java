package org.arenavault.backup;

import java.util.List;
import java.util.Optional;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.media.ArenaPartitionMedium;
import org.arenavault.media.ContentName;
import org.arenavault.media.TrackContent;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * How much room a disc has for arenas (optical 5.1). Part of every disc is kept for what may follow them: as much
 * as default spares would have taken where the disc has none, else 32 MiB or 1/256 of it, whichever is less; and as
 * much as its kit and its parity take.
 *
 * @param free blocks from the next track's start to the end of the disc
 * @param reserve blocks of them that arenas do not take
 * @param arenas how many more arenas it takes
 * @param tracks how many more tracks of any kind
 */
record DiscSpace(long free, long reserve, int arenas, int tracks) {

    /** Blocks that are free where nobody knows how many. */
    static final long UNKNOWN = Long.MAX_VALUE;

    private static final long LARGEST_RESERVE = (32L << 20) / MediumDescription.BLOCK;
    private static final int SMALLEST_SHARE = 256;

    /**
     * The room of a disc.
     *
     * @param capacity blocks of the whole disc
     * @param free blocks from the next track's start to its end
     * @param used what is on it already
     */
    static DiscSpace of(MediumDescription medium, SetConfig config, long capacity, long free, Used used) {
        int tracks = Math.max(0, medium.trackLimit() - used.tracks());
        int limit = config.medium().tracksPerDisc();
        int arenas = limit > 0 ? Math.max(0, limit - used.arenas()) : tracks;
        return new DiscSpace(free, reserve(medium, config, capacity), Math.min(arenas, tracks), tracks);
    }

    /**
     * Tracks of a disc that count against the limits: not those that carry nothing.
     *
     * @param arenas those that carry arenas of the venti
     * @param tracks all of them
     */
    record Used(int arenas, int tracks) {

        static final Used NOTHING = new Used(0, 0);

        /** Those of a disc, but for one that was announced and is still to be written, if so said. */
        static Used of(DiscRecord disc, Optional<TrackRecord> but) {
            List<TrackRecord> counted = disc.tracks().stream().filter(track -> track.state() != TrackState.DEAD
                    && !but.equals(Optional.of(track))).toList();
            return new Used((int) counted.stream().filter(track -> track.arena().isPresent()).count(),
                    counted.size());
        }
    }

    /**
     * The room of a blank disc: what its description says, less what a format sets aside for spares and what lies
     * before the first arena.
     *
     * @param blocks of the whole disc, unformatted
     */
    static DiscSpace blank(MediumDescription medium, SetConfig config, long blocks) {
        long capacity = blocks - spares(medium, config, blocks);
        long start = medium.recording() == MediumDescription.Recording.SEQUENTIAL ? 0
                : ArenaPartitionMedium.firstBlock();
        return of(medium, config, capacity, capacity - start, Used.NOTHING);
    }

    /** What a format sets aside: a size on discs that have spares and are recorded in sequence, else the default. */
    private static long spares(MediumDescription medium, SetConfig config, long blocks) {
        SetConfig.Spare spare = config.medium().spare();
        if (spare.isNone() || medium.spareBlocks() == 0) {
            return 0;
        }
        if (spare.size().isEmpty() || medium.recording() != MediumDescription.Recording.SEQUENTIAL) {
            return medium.reserveOf(blocks);
        }
        long cluster = (long) medium.clusterBlocks() * MediumDescription.BLOCK;
        return Math.min(blocks, ((spare.size().getAsLong() - 1) / cluster + 1) * medium.clusterBlocks());
    }

    private static long reserve(MediumDescription medium, SetConfig config, long capacity) {
        if (medium.recording() != MediumDescription.Recording.SEQUENTIAL) {
            return 0;
        }
        long protection = Protection.of(config).reserve(capacity);
        if (config.medium().spare().isNone() && medium.spareBlocks() > 0) {
            return Math.max(protection, medium.reserveOf(capacity));
        }
        return Math.max(protection, Math.min(LARGEST_RESERVE, capacity / SMALLEST_SHARE));
    }

    /** Whether a track of so many blocks has room that carries an arena, or something else. */
    boolean fits(long blocks, boolean arena) {
        return (arena ? arenas : tracks) > 0 && blocks <= free - reserve;
    }

    /** Whether a track of so many blocks has room with this content: parity may take what is kept free for it. */
    boolean fits(long blocks, ContentName content) {
        return content.kind().equals(TrackContent.PARITY) ? tracks > 0 && blocks <= free
                : fits(blocks, content.isArena());
    }

    /** Whether somebody knows how much it is. */
    boolean isKnown() {
        return free <= UNKNOWN / 4;
    }

    /** The room once the track of an arena of so many blocks and the gap behind it are taken. */
    DiscSpace minus(long blocks) {
        return new DiscSpace(free - blocks, reserve, arenas - 1, tracks - 1);
    }
}
