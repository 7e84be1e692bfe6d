package org.arenavault.optical;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.RefusedException;
import org.arenavault.scsi.CloseFunction;
import org.arenavault.scsi.DiscInformation;
import org.arenavault.scsi.DiscInformation.LastSession;
import org.arenavault.scsi.DiscInformation.Status;
import org.arenavault.scsi.TrackInformation;

/**
 * Closes tracks and sessions (4.1 steps 13 and 14). What a drive answers to CLOSE does not count, only what the
 * track information says afterwards: some drives close a track at SYNCHRONIZE CACHE and then refuse to do it again,
 * some refuse and have done it, some do it and say nothing of the next track.
 */
final class TrackCloser {

    private static final int CHANGES = 8;

    private final LongOperations operations;
    private final DriveQueries queries;
    private final RecordingMethod method;
    private final SameDisc sameDisc;
    private final String drive;

    TrackCloser(LongOperations operations, CommandRunner runner, RecordingMethod method, SameDisc sameDisc,
            String drive) {
        this.operations = operations;
        this.queries = new DriveQueries(runner.unstoppable(), drive);
        this.method = method;
        this.sameDisc = sameDisc;
        this.drive = drive;
    }

    /** Whether the drive says that the track is closed, starts there, and holds so many blocks. */
    static boolean isClosed(Optional<TrackInformation> track, RecordingMethod method, long start, long blocks) {
        return track.isPresent() && track.get().state() == TrackInformation.State.CLOSED
                && track.get().start() == start && track.get().size() - method.runOutBlocks() == blocks;
    }

    /**
     * Closes a track that has been written and synchronised, and its session where tracks need one each.
     *
     * @throws MediumFaultException if the drive does not say afterwards that it is closed, starts there and has that
     *     length
     */
    void closeWritten(int number, long start, long blocks) throws IOException {
        Optional<TrackInformation> before = queries.track(number);
        Optional<DriveReply> refusal = Optional.empty();
        if (!isClosed(before, method, start, blocks)) {
            refusal = closeTrack(number, start);
        }
        if (method.sessionPerTrack()) {
            refusal = refusal.isPresent() ? refusal : closeSessionOf(number);
        }
        Optional<TrackInformation> after = queries.track(number);
        boolean sessionClosed = !method.sessionPerTrack() || !isSessionOpen(number);
        if (!isClosed(after, method, start, blocks) || !sessionClosed) {
            String says = after.map(track -> "track %d is %s, starts at %d and has %d blocks".formatted(number,
                    track.state().name().toLowerCase(Locale.ROOT).replace('_', ' '), track.start(),
                    track.size())).orElse("there is no track " + number);
            throw new MediumFaultException("%s: track %d at %d of %d blocks was not closed: the drive says that %s%s%s"
                    .formatted(drive, number, start, blocks, says,
                            sessionClosed ? "" : ", and its session is open",
                            refusal.map(reply -> "; it answered " + reply.text()).orElse("")));
        }
    }

    /**
     * Closes a track that was interrupted, however long it is.
     *
     * @throws MediumFaultException if it cannot be closed
     */
    void closeInterrupted(DiscTrack track) throws IOException {
        Optional<DriveReply> refusal = Optional.empty();
        if (track.condition() != DiscTrack.Condition.SESSION_OPEN) {
            refusal = closeTrack(track.number(), track.start());
        }
        if (method.sessionPerTrack()) {
            refusal = closeSessionOf(track.number());
        }
        Optional<TrackInformation> after = queries.track(track.number());
        boolean closed = after.isPresent() && after.get().start() == track.start()
                && after.get().state() == TrackInformation.State.CLOSED;
        if (!closed || (method.sessionPerTrack() && isSessionOpen(track.number()))) {
            throw new MediumFaultException(MediumFaultException.Reach.MEDIUM,
                    "%s: the interrupted track %d at %d cannot be closed%s; nothing can be appended to this disc"
                            .formatted(drive, track.number(), track.start(),
                                    refusal.map(reply -> ", " + reply.text()).orElse("")));
        }
    }

    /** Sends CLOSE for a track; the refusal, if there was one. */
    private Optional<DriveReply> closeTrack(int number, long start) throws IOException {
        DriveReply reply = close(CloseFunction.TRACK, number, Operation.CLOSING_TRACK);
        if (reply.meaning() == ReplyMeaning.DOES_NOT_EXIST) {
            // the number may be another one, or the drive does not know IMMED with CLOSE
            int last = queries.discInformation().lastTrackOfLastSession();
            boolean sameTrack = last != number
                    && queries.track(last).map(TrackInformation::start).orElse(-1L) == start;
            reply = operations.closeAndWait(CloseFunction.TRACK, sameTrack ? last : number, Operation.CLOSING_TRACK);
        } else if (isUncertain(reply)) {
            Optional<TrackInformation> track = queries.track(number);
            if (track.isEmpty() || track.get().state() != TrackInformation.State.CLOSED) {
                reply = close(CloseFunction.TRACK, number, Operation.CLOSING_TRACK);
            }
        }
        return reply.done() ? Optional.empty() : Optional.of(reply);
    }

    private Optional<DriveReply> closeSessionOf(int number) throws IOException {
        if (!isSessionOpen(number)) {
            return Optional.empty();
        }
        DriveReply reply = close(CloseFunction.SESSION, 0, Operation.CLOSING_SESSION);
        if ((isUncertain(reply) || reply.meaning() == ReplyMeaning.DOES_NOT_EXIST) && isSessionOpen(number)) {
            reply = operations.closeAndWait(CloseFunction.SESSION, 0, Operation.CLOSING_SESSION);
        }
        return reply.done() ? Optional.empty() : Optional.of(reply);
    }

    /** Sends CLOSE; again if the drive says that something has happened, and it turns out to be the same disc. */
    private DriveReply close(CloseFunction function, int number, Operation operation) throws IOException {
        DriveReply reply = operations.close(function, number, operation);
        for (int i = 0; i < CHANGES && (reply.meaning() == ReplyMeaning.LOOK_AGAIN
                || reply.meaning() == ReplyMeaning.DRIVE_WAS_RESET); i++) {
            sameDisc.check();
            reply = operations.close(function, number, operation);
        }
        return reply;
    }

    private static boolean isUncertain(DriveReply reply) {
        return reply.meaning() == ReplyMeaning.ASK_ADDRESS || reply.meaning() == ReplyMeaning.NOT_READY;
    }

    private boolean isSessionOpen(int number) throws IOException {
        DiscInformation information = queries.discInformation();
        return information.status() != Status.COMPLETE && information.lastSession() == LastSession.INCOMPLETE
                && information.firstTrackOfLastSession() <= number;
    }

    /**
     * Closes the last session; the disc stays appendable (2.13).
     *
     * @throws RefusedException if the drive does not do it
     */
    void closeSession() throws IOException {
        DriveReply reply = close(CloseFunction.SESSION, 0, Operation.CLOSING_SESSION);
        DiscInformation information = queries.discInformation();
        boolean closed = information.status() == Status.COMPLETE || information.lastSession() == LastSession.EMPTY;
        if (!closed) {
            throw new RefusedException("%s: the session was not closed%s".formatted(drive,
                    reply.done() ? "" : ": " + reply.text()));
        }
    }

    /**
     * Makes the disc read-only for ever.
     *
     * @throws RefusedException if the drive does not do it
     */
    void finalise(CloseFunction function) throws IOException {
        DriveReply reply = close(function, 0, Operation.FINALISING);
        if (queries.discInformation().status() != Status.COMPLETE) {
            throw new RefusedException("%s: the disc was not finalised%s".formatted(drive,
                    reply.done() ? "" : ": " + reply.text()));
        }
    }
}
