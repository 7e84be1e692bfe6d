package org.arenavault.media;

import java.util.List;
import java.util.Optional;
import org.arenavault.io.RefusedException;
import org.arenavault.optical.AppendPoint;

/**
 * What a medium is and holds.
 *
 * @param kind what it is, for people: "BD-R DL", "arena partition on a disk"
 * @param condition whether something can be recorded on it
 * @param reason why nothing can be; empty if something can
 * @param identity the disc's own label, on media that carry one apart from their tracks
 * @param discId what tells this piece of plastic from all others; empty where the drive does not say
 * @param tracks by number; the last may be open
 * @param appendPoint where the next track begins, if one can
 * @param capacity blocks for data in all
 */
public record MediumState(String kind, Condition condition, String reason, Optional<DiscIdentity> identity,
                          String discId, List<TrackExtent> tracks, AppendPoint appendPoint, long capacity) {

    /** Whether something can be recorded. */
    public enum Condition {
        /** Nothing has ever been recorded. */
        BLANK,
        /** The next track can be recorded. */
        APPENDABLE,
        /** Read only, for now or for a reason that nobody knows. */
        READ_ONLY,
        /** Read only, in whatever drive: full, or finalised. */
        FINISHED,
        /** Read only where it is: write-protected, or in a drive that does not write it. */
        READ_ONLY_HERE,
        /** Holds something that is not ours, or of a kind that cannot be used. */
        UNSUITABLE
    }

    public MediumState {
        tracks = List.copyOf(tracks);
    }

    /**
     * Makes sure that nothing has ever been recorded.
     *
     * @param drive where it lies
     * @throws RefusedException if something has, or nothing can be
     */
    void requireBlank(String drive) throws RefusedException {
        if (condition != Condition.BLANK) {
            throw new RefusedException("%s: is not blank%s; nothing was written".formatted(drive,
                    reason.isEmpty() ? "" : " (" + reason + ")"));
        }
    }

    /** The track of this number. */
    public Optional<TrackExtent> track(int number) {
        return tracks.stream().filter(track -> track.number() == number).findFirst();
    }

    /** True if it will never take more, in whatever drive. */
    public boolean isFinished() {
        return condition == Condition.FINISHED;
    }

    /** True if it takes more, but not where it is: in a drive that does not write it, or write-protected. */
    public boolean isWritableElsewhere() {
        return condition == Condition.READ_ONLY_HERE;
    }

    /** True if the next track can be recorded. */
    public boolean isWritable() {
        return condition == Condition.BLANK || condition == Condition.APPENDABLE;
    }
}
