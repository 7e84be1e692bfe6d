package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSearch;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Count;
import org.arenavault.io.Fifo;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OperatorNeededException.Need;
import org.arenavault.io.RefusedException;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.media.DiscIdentity;
import org.arenavault.media.Medium;
import org.arenavault.media.MediumKind;
import org.arenavault.media.MediumState;
import org.arenavault.media.TrackContent;
import org.arenavault.sets.DiscMatch;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SeenDisc;
import org.arenavault.sets.TrackState;
import org.arenavault.sets.Unfit;
import org.arenavault.sets.UnlabelledMatch;

/** Gets the discs that are needed into a drive, and is certain that they are the ones. */
final class DiscFinder {

    private final LockedSet set;
    private final BackupQueue queue;
    private final BackupQueue.Drive drive;
    private final DiscSource discs;
    private final DiscFit fit;
    private final World world;
    private final Fifo fifo;
    private final Tally tally;
    /** The disc for which a blank one was shown last; 0 if none was. */
    private int blankSeen;
    /** Why discs were not to be had that other drives may have. */
    private final List<OperatorNeededException> missed = new ArrayList<>();

    /**
     * A finder for one drive.
     *
     * @param queue tells which discs are needed
     * @param drive what it is to the queue
     * @param discs what the drive can be given
     * @param fit tells which can be recorded on
     */
    DiscFinder(LockedSet set, BackupQueue queue, BackupQueue.Drive drive, DiscSource discs, DiscFit fit, World world,
            Fifo fifo, Tally tally) {
        this.set = set;
        this.queue = queue;
        this.drive = drive;
        this.discs = discs;
        this.fit = fit;
        this.world = world;
        this.fifo = fifo;
        this.tally = tally;
    }

    /**
     * The next disc to work on.
     *
     * @return empty if there is nothing left to do
     * @throws OperatorNeededException if it is not to be had
     */
    Optional<DiscSession> next() throws IOException {
        Optional<DiscSearch> search = Optional.empty();
        for (Optional<DiscTarget> target = queue.target(drive); target.isPresent();
                target = queue.target(drive)) {
            DiscRequest request = wanted(target.get());
            // where another drive has taken what was looked for, every disc has its chance again
            DiscSearch current = search.filter(before -> before.request().equals(request))
                    .orElseGet(() -> new DiscSearch(discs, request, world.terminal()));
            Optional<Medium> medium = present(target.get(), current);
            search = medium.map(candidate -> current);
            if (medium.isPresent()) {
                Optional<DiscSession> session = look(target.get(), medium.get(), current);
                if (session.isPresent()) {
                    return session;
                }
            }
        }
        if (!missed.isEmpty()) {
            throw missed.get(0);
        }
        return Optional.empty();
    }

    /** The next candidate; empty if the target is not to be had, and the work goes on without it. */
    private Optional<Medium> present(DiscTarget target, DiscSearch search) throws IOException {
        try {
            Optional<Medium> medium = search.next();
            if (medium.isEmpty() && queue.isToBeClosed(drive)) {
                DiscRecord disc = set.state().disc(target.number()).orElseThrow();
                world.terminal().print(("note: %s takes no more arenas, and lacks what protects it; 'arenavault disc "
                        + "complete %s %d' records that").formatted(disc.identity().label(), set.set().name(),
                                disc.number()));
                queue.doWithout(drive);
            } else if (medium.isEmpty()) {
                queue.miss(drive);
            }
            return medium;
        } catch (OperatorNeededException e) {
            boolean elsewhere = e.need() == Need.WRONG_MEDIUM;
            if (elsewhere && blankSeen == target.number() && forgo(target)) {
                return Optional.empty();
            }
            if (elsewhere && queue.leave(drive, target)) {
                missed.add(e);
                return Optional.empty();
            }
            throw e;
        }
    }

    /** The session on a candidate; empty if it is not used, and the search is told why. */
    private Optional<DiscSession> look(DiscTarget target, Medium medium, DiscSearch search) throws IOException {
        Optional<DiscSession> session = Optional.empty();
        try {
            session = look(target, medium, medium.inspect(), search);
            return session;
        } finally {
            if (session.isEmpty()) {
                medium.close();
            }
        }
    }

    private Optional<DiscSession> rejected(DiscSearch search, Unfit reason) {
        tally.naming().tell(discs);
        search.reject(reason.sentence());
        return Optional.empty();
    }

    /**
     * Does without a disc that was begun, of which nothing but its announcement is known, and which is not to be had: a
     * blank one was, and nothing shows that it is the one. Its number is not given again.
     *
     * @return false if there is something on it
     */
    private boolean forgo(DiscTarget target) throws IOException {
        Optional<DiscRecord> disc = set.state().disc(target.number());
        boolean something = disc.isEmpty() || disc.get().tracks().stream()
                .anyMatch(track -> track.state() != TrackState.INTENT
                        && (track.state() != TrackState.DEAD || track.blocks() > 0));
        if (something) {
            return false;
        }
        String reason = "it was begun, and is not to be had; a blank disc does not show that it is the one";
        set.ledger().append(new LedgerEvent.Full(target.number(), reason));
        set.ledger().withdraw(disc.get(), reason);
        tally.putAside(new BackupResult.PutAside(disc.get().identity().label(), reason, false));
        queue.giveUp(drive);
        return true;
    }

    private DiscRequest wanted(DiscTarget target) throws IOException {
        return target.match(
                begun -> new DiscRequest.Begun(begun.disc().identity().label(), begun.disc().place(),
                        "arenavault disc mark %s %d retired".formatted(set.set().name(), begun.number())),
                fresh -> new DiscRequest.Blank(set.state().header().name().disc(fresh.number()),
                        fit.description().blank()),
                unread -> new DiscRequest.AtHand(unread.disc().identity().label()),
                closing -> new DiscRequest.AtHand(closing.disc().identity().label()));
    }

    private Optional<DiscSession> look(DiscTarget target, Medium medium, MediumState state, DiscSearch search)
            throws IOException {
        SeenDisc seen = SeenDisc.of(medium, state, set.state());
        Optional<Unfit> obstacle = target.begun().isPresent() ? obstacle(target.begun().get(), seen, state)
                : Optional.empty();
        Optional<DiscRecord> known = known(target.begun().filter(disc -> obstacle.isEmpty()), seen, state);
        if (known.isPresent()) {
            Optional<String> other = DiscMatch.otherCopy(known.get(), state);
            Optional<Unfit> kind = known.get().isAppendable() ? fit.notAsBegun(known.get(), medium, state)
                    : Optional.empty();
            if (kind.isPresent() && seen.seen().isBlank()) {
                return rejected(search, kind.get());
            }
            if (other.isEmpty() && kind.isPresent()) {
                putAside(known.get(), kind.get().sentence());
            } else if (other.isEmpty()) {
                makeRoom(known.get(), medium, state);
            }
            if (other.isEmpty() && queue.claim(drive, known.get())) {
                return Optional.of(go(known.get(), seen.seen().isBlank(), medium, state));
            }
            if (!target.isFresh()) {
                Unfit had = known.get().number() == target.number() ? new Unfit.InAnotherDrive(known.get())
                        : new Unfit.Another(new SeenDisc.OfSet(seen.seen(), known, "").sentence());
                return rejected(search, other.<Unfit>map(Unfit.Another::new).orElse(had));
            }
        }
        return target.match(
                begun -> rejected(search, obstacle.orElseThrow()),
                fresh -> {
                    Optional<Unfit> unfit = fit.notForNew(seen, medium, state, queue.nextSize(drive));
                    return unfit.isPresent() ? rejected(search, unfit.get())
                            : isMeant(fresh.number(), medium) ? Optional.of(begin(fresh.number(), medium, state))
                            : rejected(search, new Unfit.NotMeant());
                },
                unread -> rejected(search, new Unfit.Another(seen.sentence())),
                closing -> rejected(search, new Unfit.Another(seen.sentence())));
    }

    /**
     * The disc of the set that the medium is; one without a closed track carries no label yet.
     *
     * @param wanted the disc that is looked for, if nothing shows that it is another one
     */
    private Optional<DiscRecord> known(Optional<DiscRecord> wanted, SeenDisc seen, MediumState state)
            throws RefusedException {
        if (seen.seen().isBlank()) {
            Optional<DiscRecord> begunHere = DiscMatch.byBody(state, set.state())
                    .filter(disc -> disc.holding().findAny().isEmpty()).findFirst();
            if (begunHere.isPresent()) {
                return begunHere;
            }
        }
        return wanted.isPresent() ? wanted : seen.disc();
    }

    private DiscSession go(DiscRecord disc, boolean blank, Medium medium, MediumState state) throws IOException {
        MediumState now = state;
        if (!queue.recordsOn(disc.number())) {
            return session(disc, medium, now);
        }
        if (blank) {
            medium.begin(disc.identity());
            now = medium.inspect();
        }
        if (now.isWritableElsewhere()) {
            throw new OperatorNeededException(Need.WRONG_MEDIUM, "%s: %s".formatted(medium.drive(),
                    new Unfit.UnwritableHere(disc, now.reason()).sentence()));
        }
        resize(disc.number(), now);
        return session(disc, medium, now);
    }

    /** The ledger knows how much the disc takes, spares included: the forecast counts on it. */
    private void resize(int number, MediumState now) throws IOException {
        if (now.isWritable() && set.state().disc(number).orElseThrow().capacity() != now.capacity()) {
            set.ledger().append(new LedgerEvent.Sized(number, now.capacity()));
        }
    }

    /**
     * A disk or folder can have grown since it was seen last, and takes more once room was made on it, though it was
     * full; a disc that is written once does not.
     */
    private void makeRoom(DiscRecord disc, Medium medium, MediumState state) throws IOException {
        if (!state.isWritable() || !medium.kind().equals(MediumKind.DISK) || !disc.mark().counts()) {
            return;
        }
        resize(disc.number(), state);
        if (disc.isFilled() && fit.hasRoom(state, medium.blocksFor(queue.nextSize(drive)))) {
            set.ledger().append(new LedgerEvent.Full(disc.number(), ""));
            resize(disc.number(), state);
            world.terminal().print("%s takes more again: room was made on it".formatted(disc.identity().label()));
        }
    }

    /** Has a disc carried away if nothing more is to be recorded on it; the ledger knows where a failed one went. */
    void dismiss(DiscSession session) throws IOException {
        String label = session.disc().identity().label();
        boolean useless = !session.disc().isAppendable() && session.disc().holding().findAny().isEmpty();
        if (session.isGivenUp() || useless) {
            String place = discs.discard(label);
            if (!place.isEmpty()) {
                set.ledger().append(new LedgerEvent.Moved(session.disc().number(), place));
            }
        } else if (!session.disc().isAppendable()) {
            discs.release(label);
        }
    }

    /**
     * Says what is to be written on a disc, once the work on it has ended, so that it can be taken out. Nothing is
     * written on a folder.
     */
    void name(DiscSession session) {
        DiscRecord disc = session.disc();
        String label = disc.identity().label();
        if (session.isOnDisk()) {
            return;
        }
        String hand = discs.isByHand() ? "take it out of %s and write".formatted(session.drive()) : "write";
        if (disc.isFilled() && queue.recordsOn(disc.number())) {
            world.terminal().printNeeded("%s is full (%s): %s %s on it".formatted(label, contents(disc), hand,
                    label));
            tally.naming().said(disc.number(), discs);
        } else {
            tally.naming().sayLater(disc.number(), discs,
                    "Write %s on the disc in %s when you take it out".formatted(label, session.drive()));
        }
    }

    private static String contents(DiscRecord disc) {
        long arenas = disc.arenas().count();
        long increments = disc.holding().filter(track -> track.content().id().kind().equals(TrackContent.INCREMENT))
                .count();
        if (arenas + increments == 0) {
            return disc.protection().isPresent() ? "parity" : "no arena";
        }
        return increments == 0 ? Count.of(arenas, "arena") : arenas == 0 ? Count.of(increments, "increment")
                : "%s, %s".formatted(Count.of(arenas, "arena"), Count.of(increments, "increment"));
    }

    private DiscSession session(DiscRecord disc, Medium medium, MediumState state) {
        return new DiscSession(set.ledger(), disc.number(), medium, state, world, fifo, tally);
    }

    /**
     * Why a medium that carries no label of the set is not this disc; empty if it is. A blank is as good as one that
     * was begun and on which nothing can be, unless that lies elsewhere.
     */
    private Optional<Unfit> obstacle(DiscRecord disc, SeenDisc seen, MediumState state) throws IOException {
        return seen.seen().match(
                blank -> notShown(disc, seen, state),
                labelled -> Optional.of(new Unfit.Another(seen.sentence())),
                unlabelled -> UnlabelledMatch.obstacle(disc, unlabelled, state).map(why -> unlabelled.isUnreadable()
                        ? new Unfit.Unreadable(seen.sentence(), disc, set.state().name()) : new Unfit.Another(why)),
                unsuitable -> Optional.of(new Unfit.Another(seen.sentence())));
    }

    /** Why a blank is not this disc, as far as can be told; empty if it is, or is as good. */
    private Optional<Unfit> notShown(DiscRecord disc, SeenDisc seen, MediumState state) {
        blankSeen = disc.number();
        boolean another = !state.discId().isEmpty() && !disc.discId().isEmpty();
        return !another && DiscProof.isUntouched(disc) && queue.isOutOfReachOfOthers(drive, disc) ? Optional.empty()
                : Optional.of(new Unfit.Unproven(seen.sentence(), disc, set.state().name()));
    }

    /**
     * Whether a blank disc is meant for this: one that lay in the drive before anybody was asked for it may not be.
     *
     * @throws OperatorNeededException if nobody can say so
     */
    private boolean isMeant(int number, Medium medium) throws VaultException {
        if (!discs.isUnasked()) {
            return true;
        }
        String label = set.state().header().name().disc(number);
        try {
            return world.terminal().confirm("A blank disc lies in %s. Begin %s on it?".formatted(medium.drive(),
                    label));
        } catch (OperatorNeededException e) {
            throw new OperatorNeededException(e.need(), "a blank disc lies in %s, and nobody says that it is meant for "
                    .formatted(medium.drive()) + "this", "say --yes as well to begin %s on it".formatted(label));
        }
    }

    private void putAside(DiscRecord disc, String reason) throws IOException {
        set.ledger().append(new LedgerEvent.Full(disc.number(), reason));
        tally.putAside(new BackupResult.PutAside(disc.identity().label(), reason, true));
    }

    /** The number is taken before anything is written, so that no two discs ever share it. */
    private DiscSession begin(int number, Medium medium, MediumState seen) throws IOException {
        UUID uuid = world.uuids().get();
        DiscIdentity identity = set.state().identity(number, uuid);
        set.ledger().append(new LedgerEvent.Begun(number, uuid, set.config().medium().name(), seen.capacity(),
                seen.discId()));
        queue.take(drive, number);
        medium.begin(identity);
        MediumState begun = medium.inspect();
        resize(number, begun);
        if (!begun.isWritable()) {
            throw new OperatorNeededException(Need.WRONG_MEDIUM, "%s: %s".formatted(medium.drive(),
                    new Unfit.Unwritable(begun.reason()).sentence()));
        }
        tally.naming().begin(number);
        return session(set.state().disc(number).orElseThrow(), medium, begun);
    }
}
