package org.arenavault.backup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
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
import org.arenavault.venti.format.ArenaState;

/**
 * Records every sealed arena that is on no disc of the set: on the disc that was begun last, as long as it takes
 * them, then on blank ones.
 */
public final class Backup {

    private static final int FIFO_MEGABYTES = 64;
    /** Discs in a row that may fail before the drive is suspected. */
    private static final int FAILED_DISCS = 2;

    private final LockedSet set;
    private final MediumDescription medium;
    private final DiscFinder finder;
    private final World world;
    private final BackupOptions options;
    private final List<BackupResult.Recorded> recorded = new ArrayList<>();
    private final List<String> failed = new ArrayList<>();
    private final Deque<SourceArena> queue = new ArrayDeque<>();

    /**
     * A backup.
     *
     * @param set its lock is held until the backup is done
     * @param medium the description of the set's medium
     */
    public Backup(LockedSet set, DiscSource discs, MediumDescription medium, World world, BackupOptions options) {
        this.set = set;
        this.medium = medium;
        this.world = world;
        this.options = options;
        this.finder = new DiscFinder(set, discs, world, new Fifo(FIFO_MEGABYTES));
    }

    /**
     * Does it.
     *
     * @throws org.arenavault.io.OperatorNeededException if a disc is missing; what was recorded until then is
     * @throws org.arenavault.io.CancelledException if the operator asked to stop; likewise
     * @throws MediumFaultException if discs fail one after the other
     */
    public BackupResult run(ArenaSource source) throws IOException {
        long begun = world.clock().nanos();
        List<String> notReady = new ArrayList<>();
        queue.addAll(BackupPlan.waiting(source, set.state()));
        for (SourceArena arena : source.arenas()) {
            ArenaState state = arena.status().state();
            if (state == ArenaState.FULL || state == ArenaState.ACTIVE) {
                notReady.add("%s is %s".formatted(arena.name(), state));
            } else if (state == ArenaState.DAMAGED) {
                failed.addAll(arena.status().problems());
            }
        }
        try (Preparation preparation = new Preparation(
                new SealCheck(options.accepted(), world.progress(), world.stop()))) {
            fillDiscs(preparation);
        }
        return new BackupResult(recorded, failed, queue.stream().map(SourceArena::name).toList(), notReady,
                Duration.ofNanos(world.clock().nanos() - begun));
    }

    private void fillDiscs(Preparation preparation) throws IOException {
        int used = 0;
        int failures = 0;
        while (!queue.isEmpty() || (used == 0 && wantsVerification())) {
            if (options.discs() > 0 && used == options.discs()) {
                return;
            }
            used++;
            Optional<DiscRecord> current = BackupPlan.current(set.state());
            try (DiscSession session = current.isPresent() ? finder.recorded(current.get()) : finder.blank(medium)) {
                fill(session, preparation);
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

    /** Whether the disc begun last has tracks whose end or whose reading back is still missing. */
    private boolean wantsVerification() {
        return BackupPlan.current(set.state()).filter(disc -> disc.openTrack().isPresent()
                || (options.verify() && disc.tracks().stream().anyMatch(Backup::awaitsReading))).isPresent();
    }

    private static boolean awaitsReading(TrackRecord track) {
        return track.state() == TrackState.CLOSED && track.labelled();
    }

    private void fill(DiscSession session, Preparation preparation) throws IOException {
        settle(session, preparation);
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
            SourceArena arena = queue.peek();
            if (!fits(session, arena)) {
                if (session.disc().tracks().isEmpty()) {
                    failed.add("arena %s of %d bytes does not fit on %s".formatted(arena.name(), arena.arena().size(),
                            medium.title()));
                    queue.remove();
                    continue;
                }
                session.full("full");
                return;
            }
            burn(session, arena, preparation);
        }
    }

    private boolean fits(DiscSession session, SourceArena arena) {
        int used = (int) session.disc().tracks().stream().filter(track -> track.state() != TrackState.DEAD).count();
        DiscSpace space = DiscSpace.of(medium, set.config().medium(), session.state().capacity(),
                session.state().free(), used);
        return space.fits(session.blocksFor(arena.arena().size())) && session.takesBlockSize(arena.arena().blockSize());
    }

    private void settle(DiscSession session, Preparation preparation) throws IOException {
        Optional<TrackRecord> open = session.disc().openTrack();
        if (open.isPresent()) {
            session.settle(source(open.get(), preparation));
        }
    }

    /** The arena that an interrupted track was to carry, if it is still what it was. */
    private Optional<SealedArena> source(TrackRecord track, Preparation preparation) throws IOException {
        Optional<SourceArena> arena =
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

    private void burn(DiscSession session, SourceArena arena, Preparation preparation) throws IOException {
        SealedArena sealed;
        try {
            sealed = preparation.get(arena);
        } catch (CorruptException | MediumFaultException e) {
            failed.add(e.getMessage());
            queue.remove();
            return;
        }
        queue.stream().skip(1).findFirst().ifPresent(preparation::ahead);
        TrackRecord track = session.burn(sealed);
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
