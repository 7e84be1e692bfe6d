package org.arenavault.scsi.emulator;

import java.util.ArrayList;
import java.util.List;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.emulator.SavedDisc.SavedTrack;

/**
 * The tracks and sessions of a sequential disc ({@code optical-emulator.md} 2, 6): numbers are consecutive from 1; as
 * long as the disc is appendable and not full there is exactly one incomplete track, the last; closing it makes the
 * next one. Closed sessions come first; at most one session is open.
 */
final class TrackTable {

    private final MediumFamily family;
    private final List<EmulatedTrack> tracks = new ArrayList<>();
    private long capacity;
    private int closedSessions;
    private boolean finalised;

    private TrackTable(MediumFamily family, long capacity) {
        this.family = family;
        this.capacity = capacity;
    }

    /** A disc on which nothing is written: one incomplete track over all of it. */
    static TrackTable blank(MediumFamily family, long capacity) {
        TrackTable table = new TrackTable(family, capacity);
        table.resize(capacity);
        return table;
    }

    static TrackTable of(SavedDisc state) {
        TrackTable table = new TrackTable(state.family(), state.capacity());
        if (state.family().overwritable()) {
            table.resize(state.capacity());
            return table;
        }
        table.closedSessions = state.closedSessions();
        table.finalised = state.locks().finalised();
        for (SavedTrack saved : state.tracks()) {
            table.tracks.add(EmulatedTrack.of(table.tracks.size() + 1, saved));
        }
        return table;
    }

    /** What is to be saved; nothing on overwritable media. */
    List<SavedTrack> saved() {
        return family.overwritable() ? List.of() : tracks.stream().map(EmulatedTrack::saved).toList();
    }

    int closedSessions() {
        return closedSessions;
    }

    int count() {
        return tracks.size();
    }

    List<EmulatedTrack> tracks() {
        return tracks;
    }

    /** The track with this number, from 1 to {@link #count}. */
    EmulatedTrack track(int number) {
        return tracks.get(number - 1);
    }

    EmulatedTrack last() {
        return tracks.get(tracks.size() - 1);
    }

    boolean finalised() {
        return finalised;
    }

    /** True if there is an incomplete track; it is the last one then. */
    boolean hasIncomplete() {
        EmulatedTrackState state = last().state();
        return state == EmulatedTrackState.INCOMPLETE_BLANK || state == EmulatedTrackState.OPEN;
    }

    /** Number of the track that takes a write at {@code lba}; 0 if there is none. */
    int writableAt(long lba) {
        for (int i = tracks.size(); i > 0; i--) {
            EmulatedTrack track = track(i);
            if (track.state().writable() && track.nextWritable() == lba) {
                return i;
            }
        }
        return 0;
    }

    /** Number of the track that holds {@code lba}; 0 in a gap. */
    int containing(long lba) {
        for (EmulatedTrack track : tracks) {
            if (track.holds(lba)) {
                return track.number();
            }
        }
        return 0;
    }

    /** True if there is a track that data can still go to. */
    boolean anyWritable() {
        return !finalised && tracks.stream().anyMatch(t -> t.state().writable());
    }

    /** Number of tracks that are neither closed nor blank and incomplete. */
    int openTracks() {
        return (int) tracks.stream()
                .filter(t -> t.state() != EmulatedTrackState.CLOSED
                        && t.state() != EmulatedTrackState.INCOMPLETE_BLANK).count();
    }

    /** True if a reserved track of the open session has room that nothing was written to. */
    boolean unwrittenReservation() {
        return tracks.stream().anyMatch(t -> t.state().reserved() && t.nextWritable() < t.end());
    }

    /** b2[1:0] of READ DISC INFORMATION; {@code formatted} makes an unwritten disc appendable instead of blank. */
    Status status(boolean formatted) {
        if (finalised) {
            return Status.COMPLETE;
        }
        if (tracks.size() == 1 && last().state() == EmulatedTrackState.INCOMPLETE_BLANK && closedSessions == 0) {
            return formatted ? Status.INCOMPLETE : Status.BLANK;
        }
        boolean spaceLeft = tracks.stream().anyMatch(t -> t.state() != EmulatedTrackState.CLOSED);
        return spaceLeft ? Status.INCOMPLETE : Status.COMPLETE;
    }

    /** b2[3:2] of READ DISC INFORMATION. */
    LastSession lastSession() {
        if (finalised || last().session() <= closedSessions) {
            return LastSession.COMPLETE;
        }
        List<EmulatedTrack> open = openSession();
        if (open.stream().anyMatch(t -> t.state().damaged())) {
            return LastSession.DAMAGED;
        }
        return open.size() == 1 && open.get(0).state() == EmulatedTrackState.INCOMPLETE_BLANK
                ? LastSession.EMPTY : LastSession.INCOMPLETE;
    }

    /** Number of sessions, the open or empty one included. */
    int sessions() {
        return last().session();
    }

    int firstTrackOf(int session) {
        for (EmulatedTrack track : tracks) {
            if (track.session() == session) {
                return track.number();
            }
        }
        return 0;
    }

    private List<EmulatedTrack> openSession() {
        return tracks.stream().filter(t -> t.session() > closedSessions).toList();
    }

    /** A format changed the capacity: everything is as on a new disc. An overwritable one has one closed track. */
    void resize(long newCapacity) {
        capacity = newCapacity;
        tracks.clear();
        if (family.overwritable()) {
            tracks.add(new EmulatedTrack(1, 1, 0, capacity, EmulatedTrackState.CLOSED));
        } else {
            addIncomplete(1, 0);
        }
    }

    /**
     * Closes a track all of whose data are on the medium.
     *
     * @return blocks of it that nobody wrote and that are padding now, at its end
     */
    long close(EmulatedTrack track) {
        boolean incomplete = track.number() == tracks.size() && track.end() == capacity && !track.state().reserved();
        long written = track.drained() - track.start();
        long size;
        if (incomplete) {
            long least = Math.max(family.clusterBlocks(), family.shortestTrack());
            size = Math.min(Math.max(written, least) + family.runOut(), track.size());
        } else {
            size = track.size();
        }
        track.close(size);
        if (incomplete) {
            addIncomplete(track.session(), track.end() + family.trackGap());
        }
        return size - written;
    }

    private void addIncomplete(int session, long start) {
        long aligned = roundUp(start);
        if (aligned + family.clusterBlocks() <= capacity && session <= family.sessionLimit()) {
            tracks.add(new EmulatedTrack(tracks.size() + 1, session, aligned, capacity - aligned,
                    EmulatedTrackState.INCOMPLETE_BLANK));
        }
    }

    long roundUp(long blocks) {
        return Math.floorDiv(blocks + family.clusterBlocks() - 1, family.clusterBlocks()) * family.clusterBlocks();
    }

    /** Closes the open session, all of whose written tracks are closed; the next one begins behind the gap. */
    void closeSession() {
        int closing = closedSessions + 1;
        dropIncomplete();
        if (family.isPlusR()) {
            merge(closing);
        }
        closedSessions = closing;
        addIncomplete(closing + 1, last().end() + family.sessionGap(closing == 1));
    }

    /** Makes the disc read-only; all written tracks are closed. */
    void finalise() {
        if (tracks.size() > 1) {
            dropIncomplete();
        }
        if (family.isPlusR() && last().session() > closedSessions) {
            merge(last().session());
        }
        closedSessions = last().session();
        finalised = true;
    }

    /** A blank incomplete track leaves the session that is closed. */
    private void dropIncomplete() {
        if (last().state() == EmulatedTrackState.INCOMPLETE_BLANK) {
            tracks.remove(tracks.size() - 1);
        }
    }

    /** On DVD+R the fragments of a session become one track (4.3). */
    private void merge(int session) {
        int first = firstTrackOf(session);
        EmulatedTrack whole = track(first);
        whole.swallow(last().end(), last().lastRecorded());
        while (tracks.size() > first) {
            tracks.remove(tracks.size() - 1);
        }
    }

    /** Makes a reserved track of {@code blocks}, whole clusters, out of the blank incomplete one. */
    void reserve(long blocks) {
        EmulatedTrack track = last();
        track.reserve(blocks);
        addIncomplete(track.session(), track.end() + family.trackGap());
    }

    /** Cuts a writable track in two; the second begins at {@code lba}, a cluster's start behind what is written. */
    void split(EmulatedTrack track, long lba) {
        boolean incomplete = track.number() == tracks.size() && !track.state().reserved();
        long end = track.end();
        track.reserve(lba - track.start());
        tracks.add(track.number(), new EmulatedTrack(track.number() + 1, track.session(), lba, end - lba,
                incomplete ? EmulatedTrackState.INCOMPLETE_BLANK : EmulatedTrackState.RESERVED_BLANK));
        for (int i = 0; i < tracks.size(); i++) {
            tracks.get(i).renumber(i + 1);
        }
    }

    /** What becomes of the track that was being recorded when power failed. */
    void damageOpen(EmulatedTrackState damage) {
        for (EmulatedTrack track : tracks) {
            if (track.state() == EmulatedTrackState.OPEN || track.state() == EmulatedTrackState.RESERVED_OPEN) {
                track.damage(damage);
                return;
            }
        }
        if (hasIncomplete()) {
            last().damage(damage);
        }
    }
}
