package org.arenavault.sets;

import java.time.Instant;
import java.util.Optional;
import org.arenavault.media.AnyLabel;
import org.arenavault.media.ArenaRecord;
import org.arenavault.media.Content;
import org.arenavault.media.DiscIdentity;

/**
 * What the ledger knows of one track.
 *
 * @param number its number on the disc, from 1
 * @param extent where it lies
 * @param content what it carries
 * @param state how far it has come
 * @param announcement the ledger's line that announced it
 * @param reading when it was last read back
 * @param seal whether the arena's own seal is its digest
 * @param remark why it is bad or dead, or who says that it is there; empty if there is nothing to say
 */
public record TrackRecord(int number, Extent extent, Content content, TrackState state, Announcement announcement,
                          LastReading reading, RecordedSeal seal, String remark) {

    /**
     * Where a track lies.
     *
     * @param lba where it starts, in blocks of 2048 bytes
     * @param blocks its length with padding and label
     */
    public record Extent(long lba, long blocks) {
    }

    /**
     * The ledger's line that announced a track.
     *
     * @param line its number
     * @param time when; advisory
     * @param highest the highest number of a disc of the set then
     * @param labelled whether the track carries a label of ours, on media that label their tracks
     */
    public record Announcement(long line, Instant time, int highest, boolean labelled) {
    }

    /**
     * When a track was last read back.
     *
     * @param time when; {@link Instant#EPOCH} if never
     * @param drive which drive read it; empty if none
     * @param recovered reads that succeeded only after retries
     */
    public record LastReading(Instant time, String drive, long recovered) {

        /** It never was. */
        public static final LastReading NONE = new LastReading(Instant.EPOCH, "", 0);
    }

    TrackRecord becomes(TrackState next, String why) {
        return new TrackRecord(number, extent, content, next, announcement, reading, seal, why);
    }

    TrackRecord closedAt(long start, long length) {
        return new TrackRecord(number, new Extent(start, length), content, TrackState.CLOSED, announcement, reading,
                seal, remark);
    }

    TrackRecord checked(TrackState next, Instant when, String byDrive, long recoveredReads, String why) {
        return new TrackRecord(number, extent, content, next, announcement,
                new LastReading(when, byDrive, recoveredReads), seal, why);
    }

    /** True for a track that never came to be on its disc: another one gets its number. */
    boolean canBeAnnouncedAgain() {
        return state.isOpen() || (state == TrackState.DEAD && blocks() == 0);
    }

    /** The label that this track carries on {@code disc}; the same whenever it is asked for. */
    public AnyLabel label(DiscIdentity disc) {
        return content.label(disc, number, lba(), announcement.line(), announcement.time(),
                Math.max(announcement.highest(), disc.number()));
    }

    /** The sealed arena that it carries; empty if it carries anything else, or nobody knows what. */
    public Optional<ArenaRecord> arena() {
        return content.arena();
    }

    /** Where it starts, in blocks of 2048 bytes. */
    public long lba() {
        return extent.lba();
    }

    /** Its length with padding and label. */
    public long blocks() {
        return extent.blocks();
    }

    /** Whether it carries a label of ours, on media that label their tracks. */
    public boolean labelled() {
        return announcement.labelled();
    }

    /** When it was last read back; {@link Instant#EPOCH} if never. */
    public Instant checkedAt() {
        return reading.time();
    }

    /** Which drive read it last; empty if none. */
    public String drive() {
        return reading.drive();
    }

    /** Reads that succeeded only after retries, at the last reading. */
    public long recovered() {
        return reading.recovered();
    }
}
