package org.arenavault.sets;

import java.time.Instant;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.TrackLabel;

/**
 * What the ledger knows of one track.
 *
 * @param number its number on the disc, from 1
 * @param lba where it starts, in blocks of 2048 bytes
 * @param blocks its length with padding and label
 * @param arena what it carries
 * @param state how far it has come
 * @param announced the ledger's line that announced it
 * @param announcedAt when; advisory
 * @param highest the highest number of a disc of the set then
 * @param checkedAt when it was last read back; {@link Instant#EPOCH} if never
 * @param drive which drive read it last; empty if none
 * @param recovered reads that succeeded only after retries, at the last reading
 * @param labelled whether it carries a label of ours, on media that label their tracks
 * @param seal whether the arena's own seal is its digest
 * @param remark why it is bad or dead, or who says that it is there; empty if there is nothing to say
 */
public record TrackRecord(int number, long lba, long blocks, ArenaRecord arena, TrackState state, long announced,
                          Instant announcedAt, int highest, Instant checkedAt, String drive,
                          long recovered, boolean labelled,
                          RecordedSeal seal, String remark) {

    TrackRecord becomes(TrackState next, String why) {
        return new TrackRecord(number, lba, blocks, arena, next, announced, announcedAt, highest, checkedAt, drive,
                recovered, labelled, seal, why);
    }

    TrackRecord closedAt(long start, long length) {
        return new TrackRecord(number, start, length, arena, TrackState.CLOSED, announced, announcedAt, highest,
                checkedAt, drive, recovered, labelled, seal, remark);
    }

    TrackRecord checked(TrackState next, Instant when, String byDrive, long recoveredReads, String why) {
        return new TrackRecord(number, lba, blocks, arena, next, announced, announcedAt, highest, when, byDrive,
                recoveredReads, labelled, seal, why);
    }

    /** True for a track that never came to be on its disc: another one gets its number. */
    boolean canBeAnnouncedAgain() {
        return state.isOpen() || (state == TrackState.DEAD && blocks == 0);
    }

    /** The label that this track carries on {@code disc}; the same whenever it is asked for. */
    public TrackLabel label(DiscIdentity disc) {
        return new TrackLabel(disc, number, lba, arena, announced, announcedAt,
                Math.max(highest, disc.number()));
    }
}
