package org.arenavault.optical;

import java.util.List;
import java.util.Optional;
import org.arenavault.scsi.Profile;
import org.arenavault.scsi.SpareInformation;

/**
 * What disc is in a drive, and how far it is recorded.
 *
 * @param kind what kind of disc it is
 * @param use what can be done with it
 * @param reason why nothing can be recorded; empty if something can
 * @param tracks those with something in them, by number; at most the last is not closed
 * @param appendPoint where the next track begins, if one can
 * @param capacity blocks for data in all
 * @param traits what tells it from others
 * @param format whether it was formatted
 */
public record DiscState(DiscKind kind, Use use, String reason, List<DiscTrack> tracks,
                        Optional<AppendPoint> appendPoint, long capacity, Traits traits, Format format) {

    /**
     * What tells a disc from others.
     *
     * @param product maker and type of the disc; empty where unknown
     * @param discId what tells this disc from all others; empty where unknown
     * @param contents SHA-1 of the first 64 KiB of the first closed track in hexadecimal; empty where there is none,
     *     or it was not read
     */
    public record Traits(String product, String discId, String contents) {

        static final Traits UNKNOWN = new Traits("", "", "");

        /** Whether both can be of one disc. What one of the two does not know does not count against it. */
        boolean agreeWith(Traits other) {
            return agree(product, other.product) && agree(discId, other.discId) && agree(contents, other.contents);
        }

        private static boolean agree(String one, String other) {
            return one.isEmpty() || other.isEmpty() || one.equals(other);
        }
    }

    /**
     * Whether a disc was formatted.
     *
     * @param done overwritable media: it has been formatted. BD-R: it has spares
     * @param spares how worn it is; empty where there are none
     */
    public record Format(boolean done, Optional<SpareInformation> spares) {

        static final Format NONE = new Format(false, Optional.empty());
    }

    /** Whether it takes anything. How fast, drives answer with rubbish of one that does not. */
    public boolean isWritable() {
        return use.inGeneral() != Use.READ_ONLY && use != Use.UNSUITABLE;
    }

    /** What can be done with a disc. */
    public enum Use {
        /** Nothing has been recorded; a first track can. */
        BLANK,
        /** A track can be recorded, or an open one is to be ended first. */
        APPENDABLE,
        /** It can be read only. */
        READ_ONLY,
        /** The same, in whatever drive: it is full or finalised. */
        FINISHED,
        /** The same in this drive; in another one it may be written. */
        READ_ONLY_HERE,
        /** Any block can be written at any time, once it has been formatted. */
        OVERWRITABLE,
        /** It is of a kind that is of no use here. */
        UNSUITABLE;

        /** The same, without why it can be read only. */
        public Use inGeneral() {
            return this == FINISHED || this == READ_ONLY_HERE ? READ_ONLY : this;
        }
    }

    public DiscState {
        tracks = List.copyOf(tracks);
    }

    /** What a disc is that will never take more, at the beginning of {@link #reason}. */
    public static final String FINALISED = "finalised";

    /** The track that is not closed. */
    public Optional<DiscTrack> unclosed() {
        return tracks.stream().filter(track -> track.condition() != DiscTrack.Condition.CLOSED).findFirst();
    }

    /** The track of this number. */
    public Optional<DiscTrack> track(int number) {
        return tracks.stream().filter(track -> track.number() == number).findFirst();
    }

    /** Tracks that are closed: those that will never change. */
    public List<DiscTrack> closed() {
        return tracks.stream().filter(track -> track.condition() == DiscTrack.Condition.CLOSED).toList();
    }

    /**
     * Whether this can be the disc that {@code before} was found to be, a while ago and perhaps with fewer tracks.
     * What one of the two does not know does not count against it.
     */
    public boolean canBe(DiscState before) {
        List<DiscTrack> old = before.closed();
        List<DiscTrack> now = closed();
        return profile() == before.profile() && capacity == before.capacity() && traits.agreeWith(before.traits())
                && now.size() >= old.size() && now.subList(0, old.size()).equals(old);
    }

    /** Whether this is the disc that {@code before} was found to be, beyond doubt: by what no other disc has. */
    public boolean isProvedToBe(DiscState before) {
        return canBe(before) && !discId().isEmpty() && discId().equals(before.discId());
    }

    /** Whether this can be the same disc in the very same state. */
    public boolean isUnchangedFrom(DiscState before) {
        return canBe(before) && tracks.equals(before.tracks()) && appendPoint.equals(before.appendPoint());
    }

    /** What the drive takes it for. */
    public Profile profile() {
        return kind.profile();
    }

    /** What it is, for people: "BD-R DL". */
    public String title() {
        return kind.title();
    }

    /** Maker and type of the disc; empty where unknown. */
    public String product() {
        return traits.product();
    }

    /** What tells this disc from all others; empty where unknown. */
    public String discId() {
        return traits.discId();
    }

    /** Whether it has been formatted; a BD-R: whether it has spares. */
    public boolean formatted() {
        return format.done();
    }

    /** How worn it is; empty where there are no spares. */
    public Optional<SpareInformation> spares() {
        return format.spares();
    }
}
