package org.arenavault.mirror;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Count;
import org.arenavault.io.Dial;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Reason;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockType;
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
    private static final int THREADS = 16;

    private final Dial dial;
    private final SentArenas source;
    private final TargetState state;
    private final MirrorOptions options;
    private final TargetLine line;
    private final MirrorTally tally;
    private final World world;
    private TargetReport.RootVerdict roots = TargetReport.RootVerdict.UNCHECKED;
    private boolean checkedEnds;
    private final List<String> rootProblems = new ArrayList<>();
    private final Set<Lacking> missing = new HashSet<>();

    /** A block that a tree names, and the target does not have. */
    private record Lacking(Score score, BlockType type) {
    }

    /** The run over a line. */
    TargetRun(TargetLine line, SentArenas source, MirrorOptions options, World world) {
        this.dial = line.dial();
        this.source = source;
        this.state = line.state();
        this.options = options;
        this.line = line;
        this.tally = line.tally();
        this.world = world;
    }

    /** Does it; what goes wrong is in the report. */
    TargetReport run() {
        TargetReport.Outcome outcome;
        source.problems().forEach(tally::problem);
        try {
            outcome = line.use("mirroring to " + dial, kept -> Backlog.of(source, kept).bytes(), this::bringUpToDate);
        } catch (CancelledException e) {
            outcome = TargetReport.Outcome.STOPPED;
        } catch (PeerException e) {
            tally.problem(Reason.of(e));
            outcome = TargetLine.outcome(e);
        } catch (IOException e) {
            tally.problem(Reason.of(e));
            outcome = TargetReport.Outcome.BEHIND;
        }
        return report(outcome);
    }

    private TargetReport.Outcome bringUpToDate(Target target) throws IOException {
        VentiClient client = target.client();
        if (!checkedEnds) {
            for (SentArena arena : source.arenas()) {
                line.checkEnd(client, arena.key(), arena.arena().name());
            }
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
    }

    private void transferAll(Target target) throws IOException {
        boolean moved = true;
        for (int pass = 0; moved && pass < MOST_PASSES; pass++) {
            moved = false;
            for (SentArena arena : source.arenas()) {
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
        for (SentArena arena : source.arenas()) {
            if (holdsMissing(arena)) {
                tally.note("%s: lacks blocks that it was given; all arenas are compared from their beginning"
                        .formatted(dial));
                for (SentArena each : source.arenas()) {
                    state.forget(each.key());
                }
                return true;
            }
        }
        return false;
    }

    private boolean holdsMissing(SentArena arena) throws IOException {
        try {
            ClumpWalk entries = arena.walk(arena.tail());
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

    private boolean transfer(Target target, SentArena mirrored) throws IOException {
        try {
            return transfer(target, mirrored, world.clock());
        } catch (PeerException | CancelledException e) {
            throw e;
        } catch (VaultException e) {
            tally.problem(Reason.of(e));
            return false;
        }
    }

    /** Sends what is to be sent of one arena; true if the target's cursor moved. */
    static boolean transfer(Target target, SentArena sent, Clock clock) throws IOException {
        ArenaTail tail = sent.tail();
        Optional<ArenaCursor> kept = target.state().cursor(sent.key());
        if (kept.isEmpty() && tail.memory().clumps() == 0) {
            return false;
        }
        ArenaCursor cursor = kept.orElseGet(() -> ArenaCursor.begin(sent, tail));
        cursor.check(sent.arena(), tail);
        boolean done = cursor.done() == tail.memory().used() && cursor.bad().isEmpty()
                && cursor.copied() == tail.memory().sealed();
        return !done && new ArenaTransfer(target, sent, tail, cursor, clock).run();
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
