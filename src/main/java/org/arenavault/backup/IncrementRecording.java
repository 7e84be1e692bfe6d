package org.arenavault.backup;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.arenavault.changer.DiscSource;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Bytes;
import org.arenavault.io.Progress;
import org.arenavault.io.Storage;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.media.IncrementFields;
import org.arenavault.media.TrackContent;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.IncrementChoice;
import org.arenavault.sets.LockedSet;
import org.arenavault.venti.increment.ActiveArena;
import org.arenavault.venti.increment.ChainEnd;
import org.arenavault.venti.increment.NewClumps;
import org.arenavault.venti.increment.NewIncrement;
import org.arenavault.venti.increment.Patience;

/**
 * Records what is new in arenas that are not sealed, as increments behind the sealed arenas (protection 2). Each part
 * is on disc, and read back, before the next one is made.
 */
final class IncrementRecording {

    /** A server writes what it holds back after 120 s at the latest; then its disks do. */
    private static final Duration FLUSHED = Duration.ofSeconds(150);
    private static final Duration STEP = Duration.ofSeconds(1);

    private final LockedSet set;
    private final List<DiscSource> discs;
    private final MediumDescription medium;
    private final World world;
    private final BackupOptions options;
    private final StagedContents staging;
    private final DiscNaming naming;
    private final DiscRule rule;
    private final List<String> failed = new ArrayList<>();
    private final List<Recording> recordings = new ArrayList<>();
    private int used;
    private int begun;

    /**
     * The increments of a backup.
     *
     * @param discs what each of the drives can be given
     * @param medium the description of the set's medium
     * @param naming is told of the discs that are begun
     */
    IncrementRecording(LockedSet set, List<DiscSource> discs, MediumDescription medium, World world,
            BackupOptions options, StagedContents staging, DiscNaming naming) {
        this.set = set;
        this.discs = discs;
        this.medium = medium;
        this.world = world;
        this.options = options;
        this.staging = staging;
        this.naming = naming;
        this.rule = new DiscRule(set.state(), set.config(), medium, options);
    }

    /**
     * Records what is new in these arenas: on the disc that was begun last, and where that has no room on a blank, if
     * the operator wants it. What cannot be read of an arena is told by {@link #failed}, and keeps no other from its
     * turn.
     *
     * @param discs how many discs the backup has used so far
     * @throws IOException as of {@link Recording#run}
     */
    void record(Collection<SourceArena> notSealed, int discs) throws IOException {
        used = discs;
        if (!set.config().incrementChoice().wanted() || !rule.takesMade()) {
            return;
        }
        for (SourceArena arena : notSealed) {
            record(arena);
        }
    }

    /** Damage that was met, and increments that could not be recorded, a line each. */
    List<String> failed() {
        return List.copyOf(failed);
    }

    /** What became of the increments. */
    List<BackupResult.Recorded> recorded() {
        return recordings.stream().flatMap(recording -> recording.tally().recorded().stream()).toList();
    }

    /** Discs that take no more since. */
    BackupResult.Discs discs() {
        return recordings.stream().map(recording -> recording.tally().discs())
                .reduce(BackupResult.Discs.NONE, BackupResult.Discs::and);
    }

    private void record(SourceArena arena) throws IOException {
        Optional<ActiveArena> active = readable(() -> ActiveArena.read(arena.arena(), patience(arena), world.stop()));
        if (active.isEmpty()) {
            return;
        }
        NewClumps clumps = new NewClumps(active.get(), world.uuids());
        try {
            boolean more = true;
            while (more) {
                Optional<StagedContent> made = readable(() -> make(arena, active.get(), clumps)).flatMap(next -> next);
                more = made.isPresent() && record(made.get(), clumps);
            }
        } finally {
            failed.addAll(clumps.problems());
        }
    }

    /** Reads of an arena of the venti. */
    @FunctionalInterface
    private interface Reading<T> {

        T read() throws IOException;
    }

    /** What cannot be read is told, and keeps no other arena from its turn. */
    private <T> Optional<T> readable(Reading<T> reading) throws IOException {
        try {
            return Optional.of(reading.read());
        } catch (UnusableBytesException e) {
            failed.add(e.getMessage());
            return Optional.empty();
        }
    }

    /** The next increment of an arena in its file; empty if nothing is new, or little, or there is no room. */
    private Optional<StagedContent> make(SourceArena arena, ActiveArena active, NewClumps clumps) throws IOException {
        Optional<DiscRecord> disc = BackupPlan.current(set.state());
        if (disc.isPresent()) {
            IncrementRoom room = IncrementRoom.of(rule.spaceOn(disc.get()), disc.get().capacity(), disc, choice());
            Optional<NewClumps.Part> part = next(arena, active, clumps, room);
            if (part.isPresent() || !room.isOfDisc() || !clumps.isCut()) {
                return part.isEmpty() ? Optional.empty() : Optional.of(stage(arena, active, part.get(), false));
            }
            clumps.takeBack();
        }
        IncrementRoom blank = IncrementRoom.of(rule.spaceOnBlank(), medium.blocks(), Optional.empty(), choice());
        Optional<NewClumps.Part> part = next(arena, active, clumps, blank);
        if (part.isEmpty() || !mayBeginDisc(arena, active)) {
            return Optional.empty();
        }
        begun++;
        return Optional.of(stage(arena, active, part.get(), true));
    }

    private IncrementChoice choice() {
        return set.config().incrementChoice();
    }

    /** What is new, as far as there is room; empty if it is not worth an increment. */
    private Optional<NewClumps.Part> next(SourceArena arena, ActiveArena active, NewClumps clumps, IncrementRoom room)
            throws IOException {
        RecordedIncrements recorded = RecordedIncrements.of(set.state());
        try (Progress.Stage stage = world.progress().begin("reading what is new in " + arena.name(),
                onNoDisc(arena, active))) {
            return clumps.next(recorded.increments(), room.bytes(), stage).filter(part ->
                    part.run().stats().used() >= choice().leastBytes() || part.run().roots() > 0);
        }
    }

    private long onNoDisc(SourceArena arena, ActiveArena active) {
        return Math.max(0, active.tail().memory().used() - RecordedIncrements.of(set.state()).reach(arena.name()));
    }

    private boolean mayBeginDisc(SourceArena arena, ActiveArena active) throws IOException {
        return rule.allowsAnother(used + begun) && (world.terminal().interactive() || options.assumesYes())
                && world.terminal().confirm("%s holds %s that is on no disc. Begin a blank disc for it?".formatted(
                        arena.name(), Bytes.text(onNoDisc(arena, active))));
    }

    private StagedContent stage(SourceArena arena, ActiveArena active, NewClumps.Part part, boolean beginsDisc)
            throws IOException {
        ChainEnd end = part.end();
        if (end.cause().filter(cause -> cause != ChainEnd.Cause.FIRST).isPresent()) {
            world.terminal().print("note: " + end.reason());
        }
        NewIncrement increment = new NewIncrement(active, part.run(), arena.partition().text(), end.chain(),
                set.state().lastSequence() + 1);
        return staging.make(increment.size(), file -> make(increment, file)).beginningDiscs(beginsDisc);
    }

    /**
     * Records it, or tells why not.
     *
     * @return whether there may be more to do: it is on disc now, or its disc takes no more, and another one may
     */
    private boolean record(StagedContent staged, NewClumps clumps) throws IOException {
        Optional<DiscRecord> disc = BackupPlan.current(set.state());
        Recording recording;
        try (staged; ArenaSums sums = new ArenaSums()) {
            recording = new Recording(set, discs, medium, world, options, List.of(staged), sums).among(naming);
            recordings.add(recording);
            recording.run();
        }
        failed.addAll(recording.tally().failures());
        if (!set.state().copies(staged.id()).isEmpty()) {
            return true;
        }
        boolean goesOn = recording.tally().failures().isEmpty() && disc.isPresent()
                && !BackupPlan.current(set.state()).equals(disc);
        if (goesOn) {
            clumps.takeBack();
        } else if (recording.tally().failures().isEmpty()) {
            failed.add("increment %s is on no disc: none took it".formatted(staged.name()));
        }
        return goesOn;
    }

    private TrackContent make(NewIncrement increment, Storage file) throws IOException {
        try (Progress.Stage stage = world.progress().begin("making increment " + increment.name(),
                2 * increment.size())) {
            return IncrementFields.content(increment.name(), increment.size(),
                    increment.write(file, stage, world.stop()), increment.origin());
        }
    }

    /** A live server's tail vouches for what its disks get with its next flush. */
    private Patience patience(SourceArena arena) {
        return where -> options.patient() && (askedToFlush() || waited(arena, where));
    }

    private boolean askedToFlush() throws IOException {
        return set.config().source().flush() && ServerPage.ask(set.config(), world).page().isPresent();
    }

    private boolean waited(SourceArena arena, String where) throws IOException {
        long written = arena.arena().readTail().wtime();
        Duration left = Duration.ofSeconds(written + FLUSHED.toSeconds() - world.clock().now().getEpochSecond());
        if (left.compareTo(FLUSHED) > 0 || left.isNegative() || left.isZero()) {
            return true;
        }
        try (Progress.Stage stage = world.progress().begin("waiting until the server has flushed " + where,
                left.toSeconds())) {
            for (long second = 0; second < left.toSeconds(); second++) {
                world.stop().check();
                world.clock().sleep(STEP);
                stage.add(1);
            }
        }
        return true;
    }
}
