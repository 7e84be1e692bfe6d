package org.arenavault.backup;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.arenavault.changer.DiscSource;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Fifo;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.World;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.TrackState;

/**
 * Records arenas on the discs of a set: on the disc that was begun last, as long as it takes them, then on blank
 * ones.
 */
final class Recording {

    private static final int FIFO_MEGABYTES = 64;
    /** Discs in a row that may fail before the drive is suspected. */
    private static final int FAILED_DISCS = 2;

    private final LockedSet set;
    private final MediumDescription medium;
    private final DiscFinder finder;
    private final World world;
    private final BackupOptions options;
    private final Preparation preparation;
    private final Deque<Candidate> queue;
    private final List<BackupResult.Recorded> recorded = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();

    Recording(LockedSet set, DiscSource discs, MediumDescription medium, World world, BackupOptions options,
            Collection<? extends Candidate> arenas, Preparation preparation) {
        this.set = set;
        this.medium = medium;
        this.world = world;
        this.options = options;
        this.preparation = preparation;
        this.queue = new ArrayDeque<>(arenas);
        this.finder = new DiscFinder(set, discs, world, new Fifo(FIFO_MEGABYTES));
    }

    /** The tracks that were written, or brought to an end, in their order. */
    List<BackupResult.Recorded> recorded() {
        return recorded;
    }

    /** Arenas that could not be recorded, and why. */
    List<String> failed() {
        return failed;
    }

    /** The names of the arenas that are still to be recorded. */
    List<String> left() {
        return queue.stream().map(Candidate::name).toList();
    }

    /**
     * Records until nothing is left, or as many discs are used as are allowed.
     *
     * @throws org.arenavault.io.OperatorNeededException if a disc is missing; what was recorded until then is
     * @throws org.arenavault.io.CancelledException if the operator asked to stop; likewise
     * @throws MediumFaultException if discs fail one after the other
     */
    void run() throws IOException {
        int used = 0;
        int failures = 0;
        while (!queue.isEmpty() || (used == 0 && isUnfinished())) {
            if (options.discs() > 0 && used == options.discs()) {
                return;
            }
            used++;
            Optional<DiscRecord> current = BackupPlan.current(set.state()).filter(this::isWorthAsking);
            try (DiscSession session = current.isPresent() ? finder.recorded(current.get())
                    : finder.blank(medium, next())) {
                fill(session);
                finder.dismiss(session);
                failures = session.isGivenUp() ? failures + 1 : 0;
                if (failures >= FAILED_DISCS) {
                    throw new MediumFaultException("%d discs in a row failed; try other blanks, or another drive"
                            .formatted(failures));
                }
                if (!queue.isEmpty() && !session.disc().isAppendable()) {
                    session.eject();
                }
            }
        }
    }

    private long next() {
        return queue.isEmpty() ? 0 : queue.peek().size();
    }

    /** False for a disc that, by the ledger's word, has no room for the next arena and wants nothing else. */
    private boolean isWorthAsking(DiscRecord disc) {
        return queue.isEmpty() || isUnfinished(disc) || disc.capacity() == 0
                || BackupPlan.spaceOn(disc, set.config().medium(), medium)
                        .fits(BackupPlan.blocks(medium, queue.peek().size()));
    }

    private boolean isUnfinished() {
        return BackupPlan.current(set.state()).filter(this::isUnfinished).isPresent();
    }

    /** Whether a disc has tracks whose end or whose reading back is still missing. */
    private boolean isUnfinished(DiscRecord disc) {
        return disc.openTrack().isPresent()
                || (options.verify() && disc.tracks().stream().anyMatch(Recording::awaitsReading));
    }

    private static boolean awaitsReading(TrackRecord track) {
        return track.state() == TrackState.CLOSED && track.labelled();
    }

    private void fill(DiscSession session) throws IOException {
        settle(session);
        for (TrackRecord track : List.copyOf(session.disc().tracks())) {
            if (awaitsReading(track)) {
                finish(session, track);
            }
        }
        queue.removeIf(arena -> !set.state().copies(arena.name()).isEmpty());
        while (!queue.isEmpty() && session.disc().isAppendable()) {
            if (!session.state().isWritable()) {
                session.full(session.state().reason());
                return;
            }
            Candidate arena = queue.peek();
            if (!fits(session, arena)) {
                if (session.disc().tracks().isEmpty()) {
                    failed.add("arena %s of %d bytes does not fit on %s".formatted(arena.name(), arena.size(),
                            medium.title()));
                    queue.remove();
                    continue;
                }
                session.full("full");
                return;
            }
            burn(session, arena);
        }
    }

    private boolean fits(DiscSession session, Candidate arena) {
        DiscSpace space = DiscSpace.of(medium, set.config().medium(), session.state().capacity(),
                session.state().free(), BackupPlan.used(session.disc()));
        return space.fits(session.blocksFor(arena.size())) && session.takesBlockSize(arena.blockSize());
    }

    private void settle(DiscSession session) throws IOException {
        Optional<TrackRecord> open = session.disc().openTrack();
        try {
            session.settle(open.isPresent() ? source(open.get()) : Optional.empty());
        } catch (SourceException e) {
            failed.add(e.getMessage());
            queue.removeIf(arena -> arena.name().equals(open.orElseThrow().arena().name()));
        }
    }

    /** The arena that an interrupted track was to carry, if it is still what it was. */
    private Optional<SealedArena> source(TrackRecord track) throws IOException {
        Optional<Candidate> arena =
                queue.stream().filter(candidate -> candidate.name().equals(track.arena().name())).findFirst();
        if (arena.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(preparation.get(arena.get()));
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    private void burn(DiscSession session, Candidate arena) throws IOException {
        SealedArena sealed;
        try {
            sealed = preparation.get(arena);
        } catch (CorruptException | MediumFaultException e) {
            failed.add(e.getMessage());
            queue.remove();
            return;
        }
        queue.stream().skip(1).findFirst().ifPresent(preparation::ahead);
        TrackRecord track;
        try {
            track = session.burn(sealed);
        } catch (SourceException e) {
            failed.add(e.getMessage());
            queue.remove();
            return;
        }
        if (track.state() == TrackState.CLOSED && finish(session, track)) {
            queue.remove();
        }
    }

    /** Reads a closed track back unless that is not wanted; true if its arena needs no other track. */
    private boolean finish(DiscSession session, TrackRecord track) throws IOException {
        String disc = session.disc().identity().label();
        if (!options.verify()) {
            report(disc, track, "closed, not verified");
            return true;
        }
        TrackCheck.Result result = session.verify(track, false);
        report(disc, track, result.sound() ? "verified at " + Rate.words(result.rate())
                : "BAD: " + result.fault().orElse(""));
        return result.sound();
    }

    private void report(String disc, TrackRecord track, String state) {
        recorded.add(new BackupResult.Recorded(disc, track.number(), track.arena().name(), track.arena().size(),
                state));
        world.terminal().say("%s track %d: %s, %s".formatted(disc, track.number(), track.arena().name(), state));
    }
}
