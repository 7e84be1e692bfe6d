package org.arenavault.mirror;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Dial;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;
import org.arenavault.io.World;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.VentiConf;
import org.arenavault.venti.net.ClientOptions;
import org.arenavault.venti.net.IndexPage;

/** Brings other ventis up to date with local arena partitions (replication 5). */
public final class Mirror {

    private static final Duration SOURCE_PATIENCE = Duration.ofSeconds(5);

    private final VentiConf conf;
    private final Path folder;
    private final MirrorOptions options;
    private final World world;

    /**
     * A mirror of the arenas that a configuration names.
     *
     * @param folder where the cursors are kept; made if it is missing
     */
    public Mirror(VentiConf conf, Path folder, MirrorOptions options, World world) {
        this.conf = conf;
        this.folder = folder;
        this.options = options;
        this.world = world;
    }

    private TargetState state(Dial target) {
        return new TargetState(folder.resolve(TargetState.fileName(target.toString())));
    }

    /** The arenas of the source; a server may write them meanwhile. */
    private OpenArenas source() throws IOException {
        return OpenArenas.openReadable(conf.arenas(), partition -> new SourceStorage(
                partition.openToRead(world.disks()))).requireOne();
    }

    /** What is to be sent to each target, by its cursors. Nobody is asked, nothing is written. */
    public MirrorReport plan(List<Dial> targets) throws IOException {
        List<TargetReport> reports = new ArrayList<>();
        try (OpenArenas source = source()) {
            for (Dial target : distinct(targets)) {
                Backlog backlog = Backlog.of(SentArenas.of(source), state(target));
                MirrorTally tally = new MirrorTally();
                source.problems().forEach(tally::problem);
                reports.add(backlog.report(target.toString(), TargetReport.Outcome.COMPLETE, tally,
                        TargetReport.RootVerdict.UNCHECKED));
            }
        }
        return new MirrorReport(reports, List.of());
    }

    /**
     * Forgets how far arenas have come on these targets, so that the next run compares them from their beginning.
     *
     * @throws UsageException if the source has no such arena
     */
    @SuppressWarnings("try")
    public void again(List<Dial> targets, Set<String> arenas) throws IOException {
        try (OpenArenas source = source(); ProcessLock lock = lock()) {
            Set<String> names = new HashSet<>();
            source.arenas().forEach(arena -> names.add(arena.name()));
            for (String arena : arenas) {
                if (!names.contains(arena)) {
                    throw new UsageException("%s: no arena '%s' in its partitions".formatted(conf.source(), arena));
                }
                for (Dial target : targets) {
                    state(target).forget(arena);
                }
            }
        }
    }

    /**
     * Takes over where the Plan 9 scripts stopped. What an old command promises is not believed blindly: the target is
     * asked for the last block, and the other arenas are compared from their beginning.
     *
     * @param where the file that says the command
     * @throws RefusedException if the command names no arena of the source
     */
    @SuppressWarnings("try")
    public void takeOver(WrCmd command, String where) throws IOException {
        try (OpenArenas source = source(); ProcessLock lock = lock()) {
            new WrCmds(source).take(command, where, state(command.target()));
        }
    }

    /** For each target the command with which the Plan 9 scripts would go on; none where nothing is stored yet. */
    public List<WrCmd> commands(List<Dial> targets) throws IOException {
        List<WrCmd> commands = new ArrayList<>();
        try (OpenArenas source = source()) {
            for (Dial target : distinct(targets)) {
                new WrCmds(source).give(target, state(target)).ifPresent(commands::add);
            }
        }
        return commands;
    }

    /**
     * The command with which a partner's Plan 9 scripts would send what its arenas hold to this venti: its last arena,
     * from the beginning.
     *
     * @param page the partner's {@code /index}
     * @param blockSize of the partner's arena partition, which its page does not tell
     * @param here the address of this venti as the partner sees it
     */
    public static Optional<WrCmd> reversed(IndexPage page, int blockSize, Dial here) {
        List<IndexPage.Arena> arenas = page.arenas();
        return arenas.isEmpty() ? Optional.empty() : Optional.of(new WrCmd(here,
                arenas.get(arenas.size() - 1).start(blockSize), arenas.get(arenas.size() - 1).place().partition(), 0));
    }

    /**
     * Brings the targets up to date, all at the same time. What befalls one of them is in its report, and does not
     * keep the others from their blocks.
     *
     * @throws OperatorNeededException if another run keeps the same cursors
     */
    @SuppressWarnings("try")
    public MirrorReport run(List<Dial> targets) throws IOException {
        List<Dial> each = distinct(targets);
        List<String> notes = new ArrayList<>();
        AlternateSources alternates = new AlternateSources();
        try (ProcessLock lock = lock();
                OpenArenas source = source();
                SourceServer server = SourceServer.flushed(options, sourceOptions(), world, notes)) {
            server.offerTo(alternates);
            return new MirrorReport(run(each, source, alternates), notes);
        }
    }

    private ClientOptions sourceOptions() {
        ClientOptions given = options.client();
        return new ClientOptions(given.window(), SOURCE_PATIENCE, given.requestTimeout(), given.syncTimeout(), 1,
                given.pause(), given.maxUnsynced(), given.versions());
    }

    private ProcessLock lock() throws IOException {
        OwnFiles.run(folder, () -> DurableFiles.createFolder(folder));
        return ProcessLock.take(folder.resolve("lock"), "the mirror of " + conf.source(),
                OperatorNeededException.Need.LOCKED);
    }

    private static List<Dial> distinct(List<Dial> targets) {
        return targets.stream().distinct().toList();
    }

    private List<TargetReport> run(List<Dial> targets, OpenArenas source,
            AlternateSources alternates) throws IOException {
        Throttle total = new Throttle(options.limits().total(), world.clock(), world.stop());
        MirrorOptions each = options.withShareOf(targets.size());
        SentArenas arenas = SentArenas.of(source);
        ExecutorService threads = Executors.newFixedThreadPool(targets.size());
        try {
            List<Future<TargetReport>> runs = new ArrayList<>();
            for (Dial target : targets) {
                runs.add(threads.submit(() -> new TargetRun(new TargetLine(target, state(target), each, total,
                        alternates, world), arenas, each, world).run()));
            }
            return reports(runs);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while mirroring", e);
        } finally {
            threads.shutdownNow();
        }
    }

    /** A file of ours that fails for one target lets the others end; nothing is reported then, for it is not known. */
    private static List<TargetReport> reports(List<Future<TargetReport>> runs)
            throws InterruptedException {
        List<TargetReport> reports = new ArrayList<>();
        RuntimeException failure = null;
        for (Future<TargetReport> run : runs) {
            try {
                reports.add(run.get());
            } catch (ExecutionException e) {
                RuntimeException cause = e.getCause() instanceof OwnFileException own ? own
                        : new IllegalStateException("a mirror's thread failed", e.getCause());
                failure = failure == null ? cause : failure;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return reports;
    }
}
