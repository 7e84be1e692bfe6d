package org.arenavault.mirror;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Dial;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Progress;
import org.arenavault.io.Reason;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.net.VentiClient;
import org.arenavault.venti.vac.CheckLevel;
import org.arenavault.venti.vac.CheckReport;
import org.arenavault.venti.vac.Gap;
import org.arenavault.venti.vac.VacCheck;
import org.arenavault.venti.vac.WalkOptions;

/**
 * Everything about one target in one run: it is brought up to date, arena by arena, connected again when it is lost,
 * and looked at in the end. Nothing that happens here keeps another target from its blocks.
 */
final class TargetRun {

    private static final int MOST_PASSES = 8;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final Duration SLICE = Duration.ofMillis(200);
    private static final int THREADS = 16;

    private final Dial dial;
    private final OpenArenas source;
    private final TargetState state;
    private final MirrorOptions options;
    private final Throttle total;
    private final AlternateSources alternates;
    private final World world;
    private final MirrorTally tally = new MirrorTally();
    private TargetReport.RootVerdict roots = TargetReport.RootVerdict.UNCHECKED;
    private boolean checkedEnds;
    private final List<String> rootProblems = new ArrayList<>();
    private final Set<Lacking> missing = new HashSet<>();

    /** A block that a tree names, and the target does not have. */
    private record Lacking(Score score, BlockType type) {
    }

    TargetRun(Dial dial, OpenArenas source, TargetState state, MirrorOptions options, Throttle total,
            AlternateSources alternates,
              World world) {
        this.dial = dial;
        this.source = source;
        this.state = state;
        this.options = options;
        this.total = total;
        this.alternates = alternates;
        this.world = world;
    }

    /** Does it; what goes wrong is in the report. */
    TargetReport run() {
        TargetReport.Outcome outcome;
        source.problems().forEach(tally::problem);
        try {
            outcome = bringUpToDate();
        } catch (CancelledException e) {
            outcome = TargetReport.Outcome.STOPPED;
        } catch (PeerException e) {
            tally.problem(Reason.of(e));
            outcome = switch (e.fault()) {
                case FULL -> TargetReport.Outcome.FULL;
                case UNREACHABLE, SILENT -> TargetReport.Outcome.UNREACHABLE;
                default -> TargetReport.Outcome.REFUSED;
            };
        } catch (IOException e) {
            tally.problem(Reason.of(e));
            outcome = TargetReport.Outcome.BEHIND;
        }
        return report(outcome);
    }

    private TargetReport.Outcome bringUpToDate() throws IOException {
        long pause = FIRST_PAUSE.toNanos();
        long deadline = world.clock().nanos() + options.patience().toNanos();
        while (true) {
            long before = tally.sent() + tally.presentCount();
            try {
                return connected();
            } catch (PeerException e) {
                boolean lost = e.fault() == PeerException.Fault.UNREACHABLE
                        || e.fault() == PeerException.Fault.SILENT;
                if (tally.sent() + tally.presentCount() > before) {
                    pause = FIRST_PAUSE.toNanos();
                    deadline = world.clock().nanos() + options.patience().toNanos();
                }
                if (!lost || world.clock().nanos() + pause > deadline) {
                    throw e;
                }
                // several mirrors of one target must not come back in step
                sleep(pause + Math.floorMod(world.uuids().get().getLeastSignificantBits(), pause / 4));
                pause = Math.min(2 * pause, LONGEST_PAUSE.toNanos());
            }
        }
    }

    private void sleep(long nanos) throws CancelledException {
        long until = world.clock().nanos() + nanos;
        for (long left = nanos; left > 0; left = until - world.clock().nanos()) {
            world.stop().check();
            world.clock().sleep(left < SLICE.toNanos() ? Duration.ofNanos(left) : SLICE);
        }
    }

    private TargetReport.Outcome connected() throws IOException {
        Backlog backlog = Backlog.of(source, state);
        try (VentiClient client = VentiClient.connect(dial, options.client().withMaxUnsynced(options.batch().bytes()),
                        world);
                Progress.Stage stage = world.progress().begin("mirroring to " + dial, backlog.bytes())) {
            alternates.open(dial.toString(), client);
            Throttle own = new Throttle(options.limits().each(), world.clock(), world.stop());
            Target target = new Target(dial.toString(), client, state, options, List.of(total, own), alternates,
                    new Target.Observers(tally, stage), world.stop());
            if (!checkedEnds) {
                checkEnds(client);
                checkedEnds = true;
            }
            transferAll(target);
            checkRoots(client);
            if (!rootProblems.isEmpty() && distrust()) {
                transferAll(target);
                checkRoots(client);
                if (!rootProblems.isEmpty()) {
                    distrust();
                }
            }
            rootProblems.forEach(tally::problem);
            return source.problems().isEmpty() && Backlog.of(source, state).clumps() == 0
                    ? TargetReport.Outcome.COMPLETE
                    : TargetReport.Outcome.BEHIND;
        } finally {
            alternates.close(dial.toString());
        }
    }

    /**
     * Asks the target for the last block of every arena that it was given. A target that does not have it any more was
     * replaced, or restored from an older state: the arena begins again.
     */
    private void checkEnds(VentiClient client) throws IOException {
        for (OpenArenas.Placed arena : source.arenas()) {
            world.stop().check();
            Optional<ArenaCursor> cursor = state.cursor(arena.name());
            if (cursor.isPresent() && !cursor.get().proof().score().equals(Score.NONE)
                    && !client.contains(cursor.get().proof().score(),
                            BlockType.fromDisk(cursor.get().proof().type()))) {
                tally.note("%s: lacks the last block of %s that it had; the arena is compared from its beginning"
                        .formatted(dial, arena.name()));
                state.forget(arena.name());
            }
        }
    }

    private void transferAll(Target target) throws IOException {
        boolean moved = true;
        for (int pass = 0; moved && pass < MOST_PASSES; pass++) {
            moved = false;
            for (OpenArenas.Placed arena : source.arenas()) {
                moved |= transfer(target, arena);
            }
        }
    }

    /**
     * Forgets how far the arenas have come if the target lacks a block that one of them holds: it took the block, and
     * does not have it, so that nothing is known of the others.
     *
     * @return false if nothing was forgotten: the source lacks these blocks as well
     */
    private boolean distrust() throws IOException {
        for (OpenArenas.Placed arena : source.arenas()) {
            if (holdsMissing(arena)) {
                tally.note("%s: lacks blocks that it was given; all arenas are compared from their beginning"
                        .formatted(dial));
                for (OpenArenas.Placed each : source.arenas()) {
                    state.forget(each.name());
                }
                return true;
            }
        }
        return false;
    }

    private boolean holdsMissing(OpenArenas.Placed arena) throws IOException {
        try {
            ClumpDirectory.Cursor entries =
                    new ClumpDirectory(arena.arena()).cursor(arena.arena().readTail().memory().clumps());
            while (entries.next()) {
                if (missing.contains(new Lacking(entries.info().score(),
                        BlockType.fromDisk(entries.info().type())))) {
                    return true;
                }
            }
            return false;
        } catch (CorruptException | MediumFaultException e) {
            // the transfer has told of it
            return false;
        }
    }

    private boolean transfer(Target target, OpenArenas.Placed mirrored) throws IOException {
        try {
            ArenaTail tail = mirrored.arena().readTail();
            Optional<ArenaCursor> kept = state.cursor(mirrored.name());
            if (kept.isEmpty() && tail.memory().clumps() == 0) {
                return false;
            }
            ArenaCursor cursor = kept.orElseGet(() -> ArenaCursor.begin(mirrored.arena(), tail));
            cursor.check(mirrored.arena(), tail);
            boolean done = cursor.done() == tail.memory().used() && cursor.bad().isEmpty()
                    && cursor.copied() == tail.memory().sealed();
            return !done && new ArenaTransfer(target, mirrored.arena(), tail, cursor, world.clock()).run();
        } catch (PeerException | CancelledException e) {
            throw e;
        } catch (VaultException e) {
            tally.problem(Reason.of(e));
            return false;
        }
    }

    private void checkRoots(VentiClient client) throws IOException {
        roots = TargetReport.RootVerdict.UNCHECKED;
        rootProblems.clear();
        missing.clear();
        if (options.verify() == MirrorOptions.Verify.NONE) {
            return;
        }
        for (Score root : options.roots()) {
            check(client, root);
        }
        TargetState.Roots kept = state.roots();
        boolean known = kept.newest().equals(kept.verified());
        if (!kept.newest().equals(Score.NONE) && (!known || options.verify() == MirrorOptions.Verify.FULL)
                && check(client, kept.newest())) {
            state.keep(new TargetState.Roots(kept.newest(), kept.newest()));
        }
    }

    private boolean check(VentiClient client, Score root) throws IOException {
        CheckLevel level = options.verify() == MirrorOptions.Verify.FULL ? CheckLevel.FULL : CheckLevel.STRUCTURE;
        CheckReport report = new VacCheck(level, VacCheck.Listing.OMIT, 1, WalkOptions.STRUCTURE.with(THREADS))
                .run(client, root, world.progress(), world.stop());
        boolean whole = report.trees().stream().allMatch(tree -> tree.whole());
        if (!whole) {
            roots = TargetReport.RootVerdict.NOT_WHOLE;
            report.trees().forEach(tree -> tree.gaps().stream().filter(gap -> gap.reason() == Gap.Reason.MISSING)
                    .forEach(gap -> missing.add(new Lacking(gap.score(), gap.type()))));
            rootProblems.add(("%s: below a root %s not whole; 'arenavault vac check SCORE --host HOST' names what is "
                    + "missing").formatted(dial, Count.are(report.trees().stream().mapToLong(tree -> tree.gapCount())
                            .sum(), "place")));
        } else if (roots == TargetReport.RootVerdict.UNCHECKED) {
            roots = TargetReport.RootVerdict.WHOLE;
        }
        return whole;
    }

    private TargetReport report(TargetReport.Outcome outcome) {
        Backlog left;
        try {
            left = Backlog.of(source, state);
        } catch (IOException e) {
            tally.problem(Reason.of(e));
            left = Backlog.NOTHING;
        }
        return left.report(dial.toString(), outcome, tally, roots);
    }
}
