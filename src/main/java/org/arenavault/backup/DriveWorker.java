package org.arenavault.backup;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.arenavault.changer.DiscSource;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Fifo;
import org.arenavault.io.IoFunction;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Progress;
import org.arenavault.io.Reason;
import org.arenavault.io.World;
import org.arenavault.media.ContentName;
import org.arenavault.media.TrackContent;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.Unfit;

/** What one drive does: disc after disc, and on each one arena after the other. */
final class DriveWorker {

    private static final int FIFO_MEGABYTES = 64;
    /** Discs in a row that may fail before the drive is suspected. */
    private static final int FAILED_DISCS = 2;

    private final LockedSet set;
    private final BackupQueue queue;
    private final BackupQueue.Drive drive;
    private final MediumDescription medium;
    private final DiscFinder finder;
    private final BackupOptions options;
    private final ArenaSums sums;
    private final Map<ContentName, ContentToRecord> spares;
    private final Tally tally;
    private final Progress.Stage whole;
    private final StagedContents staging;
    private final Completion completion;

    /**
     * The work of a drive.
     *
     * @param drive what it is to the queue
     * @param spares all arenas that can be recorded, those on disc too: what turns bad is recorded anew
     * @param tally takes what it has done
     * @param whole shows what all drives have done
     */
    DriveWorker(LockedSet set, BackupQueue queue, BackupQueue.Drive drive, DiscSource discs, DiscRule rule,
            World world, ArenaSums sums, Map<ContentName, ContentToRecord> spares, Tally tally,
            Progress.Stage whole) {
        this.set = set;
        this.queue = queue;
        this.drive = drive;
        this.medium = rule.medium();
        this.options = rule.options();
        this.sums = sums;
        this.spares = spares;
        this.tally = tally;
        this.whole = whole;
        this.staging = new StagedContents(set.set().folder(), world);
        this.completion = new Completion(set, medium, world, tally, staging, spares);
        this.finder = new DiscFinder(set, queue, drive, discs, new DiscFit(set, medium, options.command()),
                world.with(world.progress().countedFor(whole)), new Fifo(FIFO_MEGABYTES), tally);
    }

    /** Works until there is nothing left to do. Throws as {@link Recording#run} does. */
    void run() throws IOException {
        int failures = 0;
        try {
            for (Optional<DiscSession> next = finder.next(); next.isPresent(); next = finder.next()) {
                DiscSession current = next.get();
                try (DiscSession session = current) {
                    boolean recording = queue.recordsOn(session.disc().number());
                    if (recording) {
                        fill(session);
                    } else {
                        readBack(session, track -> track.state() == TrackState.CLOSED);
                    }
                    finder.dismiss(session);
                    failures = !recording ? failures : session.isWasted() ? failures + 1 : 0;
                    if (failures >= FAILED_DISCS) {
                        throw new MediumFaultException("%d discs in a row failed; try other blanks, or another drive"
                                .formatted(failures));
                    }
                    if (!session.disc().isAppendable() && queue.upcoming(drive).isPresent()) {
                        session.eject();
                    }
                } finally {
                    finder.name(current);
                    queue.putAway(drive);
                }
            }
        } finally {
            queue.giveUp(drive);
        }
    }

    private void fill(DiscSession session) throws IOException {
        settle(session);
        readBack(session, DiscRule::awaitsReading);
        int number = session.disc().number();
        boolean full = queue.isClosed(number);
        // the drive may know of more room than the ledger did
        boolean roomy = full && queue.upcoming(drive).filter(arena -> fits(session, arena)).isPresent();
        if (queue.isCompleted(number) && !roomy) {
            complete(session, full);
            if (full) {
                session.markFull(LedgerEvent.Full.NO_ROOM);
            }
            return;
        }
        while (session.disc().isAppendable()) {
            Optional<ContentToRecord> next = queue.next(drive);
            if (next.isEmpty()) {
                closeOfGroup(session);
                return;
            }
            ContentToRecord arena = next.get();
            Optional<String> otherSize = otherBlockSize(session, arena);
            if (!set.state().copies(arena.id()).isEmpty()) {
                continue;
            }
            if (session.state().isWritableElsewhere()) {
                throw new OperatorNeededException(OperatorNeededException.Need.WRONG_MEDIUM,
                        new Unfit.UnwritableHere(session.disc(), session.state().reason()).sentence());
            }
            if (!session.state().isWritable()) {
                queue.putBack(arena);
                session.markFullAsTheDriveSays();
            } else if (!queue.belongsOn(session.disc(), arena)) {
                putBack(arena);
                if (!fits(session, arena)) {
                    full(session, arena);
                }
                return;
            } else if (otherSize.isPresent()) {
                tally.failed(arena.id(), otherSize.get());
            } else if (fits(session, arena)) {
                burn(session, arena);
            } else if (session.disc().tracks().isEmpty()) {
                tally.failed(arena.id(), medium.refusal(arena.name(), arena.size()));
            } else {
                putBack(arena);
                full(session, arena);
            }
        }
    }

    /** What begins no disc is left where the discs that were begun do not take it. */
    private void putBack(ContentToRecord content) {
        if (content.beginsDiscs()) {
            queue.putBack(content);
        }
    }

    /** A disc is full once an arena does not fit; smaller things say nothing. */
    private void full(DiscSession session, ContentToRecord content) throws IOException {
        if (content.beginsDiscs()) {
            complete(session, true);
            session.markFull(LedgerEvent.Full.NO_ROOM);
        }
    }

    /**
     * Records the kit of a disc and its parity.
     *
     * @param full whether nothing else will follow, so that parity takes what is left
     */
    void complete(DiscSession session, boolean full) throws IOException {
        boolean unused = complete(session, completion::kit)
                && (queue.column().isPresent() || complete(session, disc -> completion.parity(disc, full)));
    }

    /** A disc with parity of others takes no more once all of its column is recorded. */
    private void closeOfGroup(DiscSession session) throws IOException {
        if (queue.column().filter(column -> GroupCoverage.of(set.state(), column).isWhole()).isPresent()) {
            complete(session, true);
            session.markFull(LedgerEvent.Full.NO_ROOM);
        }
    }

    /**
     * Records what is made for a disc; what fails is made once more, until the disc is given up. An error of our own
     * files ends the command: the disc is completed by the next one.
     *
     * @return false if it is undone, which is told
     */
    private boolean complete(DiscSession session, IoFunction<DiscSession, Optional<StagedContent>> next)
            throws IOException {
        String disc = session.disc().identity().label();
        while (session.disc().isAppendable()) {
            try {
                Optional<StagedContent> made = next.apply(session);
                if (made.isEmpty() || record(session, made.get())) {
                    return true;
                }
            } catch (CorruptException | SourceException e) {
                // the disc goes without rather than that nothing more is recorded
                tally.undone("%s lacks what protects it: %s".formatted(disc, e.getMessage()));
                return false;
            }
        }
        tally.undone("%s lacks what protects it: it takes no more, for tracks on it failed".formatted(disc));
        return false;
    }

    private boolean record(DiscSession session, StagedContent made) throws IOException {
        try (made) {
            TrackRecord track = session.burn(made.sum());
            return track.state() == TrackState.CLOSED && finish(session, track);
        }
    }

    private void readBack(DiscSession session, Predicate<TrackRecord> which) throws IOException {
        for (TrackRecord track : List.copyOf(session.disc().tracks())) {
            if (which.test(track) && !finish(session, track)) {
                recordAnew(session, track);
            }
        }
    }

    private boolean fits(DiscSession session, ContentToRecord arena) {
        DiscSpace space = DiscSpace.of(medium, set.config(), session.state().capacity(),
                session.state().appendPoint().free(),
                DiscSpace.Used.of(session.disc(), session.disc().openTrack()));
        return space.fits(session.blocksFor(arena.size()), arena.id());
    }

    private static Optional<String> otherBlockSize(DiscSession session, ContentToRecord arena) {
        return DiscRule.otherBlockSize(arena.name(), arena.blockSize(), session.blockSize());
    }

    /** Brings the track to an end that was interrupted, with the arena that it was to carry, if that is what it was. */
    private void settle(DiscSession session) throws IOException {
        Optional<TrackRecord> open = session.disc().openTrack();
        Optional<ContentToRecord> arena = open.flatMap(track -> queue.take(track.content().id()));
        try {
            if (arena.isPresent()) {
                session.settle(summed(arena.get()));
            } else {
                settleMade(session, open.flatMap(track -> track.content().made()));
            }
            arena.filter(whole -> set.state().copies(whole.id()).isEmpty()).ifPresent(queue::putBack);
        } catch (SourceException e) {
            arena.ifPresent(whole -> tally.failed(whole.id(), Reason.of(e)));
        }
    }

    /** The arena of a track that has turned out bad joins the work, if no other track holds it. */
    private void recordAnew(DiscSession session, TrackRecord track) {
        ContentName content = track.content().id();
        if (!set.state().copies(content).isEmpty()) {
            return;
        }
        if (track.content().made().isPresent()) {
            // an increment is made again in its turn; kit and parity are, where the disc takes more
            if (!session.disc().isAppendable() && !track.content().made().get().isIncrement()) {
                tally.undone("%s track %d (%s) is bad, and the disc takes no more".formatted(
                        session.disc().identity().label(), track.number(), content.name()));
            }
            return;
        }
        ContentToRecord arena = spares.get(content);
        if (arena == null) {
            tally.failed(content, "%s track %d is bad, and its %s %s is not to be had here to be recorded anew"
                    .formatted(session.disc().identity().label(), track.number(), content.kind(), content.name()));
        } else {
            queue.putBack(arena);
        }
    }

    /** The same with what was made for the track, if it is still here. */
    private void settleMade(DiscSession session, Optional<TrackContent> content) throws IOException {
        Optional<StagedContent> made = content.isPresent() ? staging.find(content.get()) : Optional.empty();
        if (made.isEmpty()) {
            session.settle(Optional.empty());
            return;
        }
        try (StagedContent staged = made.get()) {
            session.settle(summed(staged));
        }
    }

    private Optional<ReadyContent> summed(ContentToRecord content) throws IOException {
        try {
            return Optional.of(sums.get(content));
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    private void burn(DiscSession session, ContentToRecord arena) throws IOException {
        ReadyContent sealed;
        try {
            sealed = sums.get(arena);
        } catch (CorruptException | MediumFaultException e) {
            tally.failed(arena.id(), Reason.of(e));
            return;
        }
        Optional<ContentToRecord> next = queue.upcoming(drive);
        next.ifPresent(sums::ahead);
        whole.detail(next.map(content -> "next " + content.name()).orElse(""));
        TrackRecord track;
        try {
            track = session.burn(sealed);
        } catch (SourceException e) {
            tally.failed(arena.id(), Reason.of(e));
            return;
        }
        if (track.state() != TrackState.CLOSED || !finish(session, track)) {
            queue.putBack(arena);
        }
    }

    /** Reads a closed track back unless that is not wanted; true if its arena needs no other track. */
    private boolean finish(DiscSession session, TrackRecord track) throws IOException {
        String disc = session.disc().identity().label();
        if (!options.verify()) {
            report(disc, track, TrackState.CLOSED, 0, "");
            return true;
        }
        TrackCheck.Result result = session.verify(track, false);
        report(disc, track, result.sound() ? TrackState.VERIFIED : TrackState.BAD, result.effort().rate(),
                result.fault().orElse(""));
        return result.sound();
    }

    private void report(String disc, TrackRecord track, TrackState state, long rate, String fault) {
        tally.recorded(new BackupResult.Recorded(disc, track.number(), track.content().name(), track.content().size(),
                state, rate, fault));
    }
}
