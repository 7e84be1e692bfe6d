package org.arenavault.restore.sending;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Dial;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.mirror.ArenaSender;
import org.arenavault.mirror.MirrorOptions;
import org.arenavault.mirror.TargetReport;
import org.arenavault.restore.RootWalk;
import org.arenavault.restore.RootsReport;
import org.arenavault.restore.mending.Mending;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.vac.FoundRoot;
import org.arenavault.venti.vac.WalkOptions;

/**
 * Sends what discs hold to running ventis, block by block, and looks there for the newest root. The next run with the
 * same targets goes on where one was interrupted.
 */
public final class DiscsToVentis {

    private static final int THREADS = 16;

    private final List<Dial> targets;
    private final Set<String> only;
    private final Path folder;
    private final MirrorOptions options;
    private final Vault vault;
    private final World world;
    private Set<String> again = Set.of();

    /**
     * To these targets.
     *
     * @param only names of the arenas that are wanted; empty for all
     * @param folder where it is kept how far each has come; made if it is missing
     * @param vault whose sets are asked for other copies of what cannot be read
     */
    public DiscsToVentis(List<Dial> targets, Set<String> only, Path folder, MirrorOptions options, Vault vault,
            World world) {
        this.targets = List.copyOf(targets);
        this.only = Set.copyOf(only);
        this.folder = folder;
        this.options = options;
        this.vault = vault;
        this.world = world;
    }

    /** Has arenas of these names compared from their beginning. */
    public DiscsToVentis again(Set<String> arenas) {
        again = Set.copyOf(arenas);
        return this;
    }

    @FunctionalInterface
    private interface Maker {

        Sending make(TrackSending tracks, SendAccount account, Mending mending) throws IOException;
    }

    /**
     * Sends whatever the discs hold that are shown, in any order.
     *
     * @throws OperatorNeededException if there is no disc, or another run serves one of the targets
     */
    public SendReport fromBareDiscs(DiscSource discs) throws IOException {
        return run(discs, (tracks, account, mending) -> new BareSending(discs, tracks, account, mending, only, world));
    }

    /**
     * Sends what a set's ledger knows, and asks for its discs.
     *
     * @throws RefusedException if the ledger knows of nothing on any disc
     * @throws org.arenavault.io.UsageException if the set has no arena of a name that is wanted
     * @throws OperatorNeededException if a disc is needed and nobody can insert it, or another run serves a target
     */
    public SendReport fromSet(SetState state, DiscSource discs) throws IOException {
        if (state.discs().stream().allMatch(disc -> disc.tracks().isEmpty())) {
            throw new RefusedException("set '%s' has no arena on any disc; nothing was sent".formatted(state.name()))
                    .next("arenavault disc list %s".formatted(state.name()), "shows what its ledger knows");
        }
        return run(discs, (tracks, account, mending) ->
                new GuidedSending(state, discs, tracks, account, mending, only, world));
    }

    private SendReport run(DiscSource discs, Maker maker) throws IOException {
        long begun = world.clock().nanos();
        SendAccount account = new SendAccount();
        TrackRoots roots = new TrackRoots(folder.resolve("roots"));
        Map<String, RootsReport> walked = new HashMap<>();
        List<ArenaSender.Finished> reports;
        try (ArenaSender sender = new ArenaSender(targets, folder, options, world)) {
            TrackSending tracks = new TrackSending(sender, roots, again, world);
            VentisToMend ventis = new VentisToMend(folder, tracks, account, only, world);
            Mending mending = new Mending(discs, ventis, world);
            Sending sending = maker.make(tracks, account, mending);
            sender.greet();
            if (sender.isNeeded()) {
                sending.run();
                mending.run();
            }
            for (SentContent content : tracks.contents().values()) {
                if (sender.isThere(content.key())) {
                    ventis.settled(content);
                } else if (!content.tried().isEmpty() && sender.isNeeded()) {
                    account.failed(content, "not every block of it could be read; what could be is sent");
                }
            }
            for (String arena : again) {
                if (sender.isNeeded() && tracks.contents().values().stream().noneMatch(each -> each.isOf(arena))) {
                    account.failed(arena, "was not met, so that nothing of it was compared again");
                }
            }
            List<FoundRoot> found = roots.of(tracks.contents().keySet());
            reports = sender.finish((target, blocks) -> {
                RootsReport report = walk(found, blocks);
                walked.put(target.toString(), report);
                return verdict(report);
            });
        }
        List<SendReport.Served> served = new ArrayList<>();
        reports.forEach(each -> served.add(new SendReport.Served(each.report(), each.totals(),
                walked.getOrDefault(each.report().target(), RootsReport.NONE))));
        return new SendReport(served, account.missing(vault), account.notes(),
                Duration.ofNanos(world.clock().nanos() - begun));
    }

    private RootsReport walk(List<FoundRoot> found, BlockSource blocks) throws IOException {
        List<RootsReport.Walked> walked = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        if (options.verify() != MirrorOptions.Verify.NONE) {
            WalkOptions.Data data = options.verify() == MirrorOptions.Verify.FULL ? WalkOptions.Data.READ
                    : WalkOptions.Data.PROBE;
            try {
                new RootWalk(blocks, THREADS, data, world).walk(found, walked);
            } catch (UnusableBytesException e) {
                problems.add(e.getMessage());
            }
        }
        return new RootsReport(found.size(), walked, problems);
    }

    private static TargetReport.RootVerdict verdict(RootsReport report) {
        return report.walked().isEmpty() ? TargetReport.RootVerdict.UNCHECKED
                : report.walked().get(0).report().whole() ? TargetReport.RootVerdict.WHOLE
                : TargetReport.RootVerdict.NOT_WHOLE;
    }
}
