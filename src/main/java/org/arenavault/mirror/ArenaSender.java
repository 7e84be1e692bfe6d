package org.arenavault.mirror;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Closing;
import org.arenavault.io.Dial;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.IoFunction;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnusableBytesException;
import org.arenavault.io.World;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaTail;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.vac.FoundRoot;

/**
 * Sends arenas to several targets, one arena after the other to all of them at the same time: for arenas that come one
 * by one, off discs. Each target has a cursor for each arena, as in a mirror. One that fails is sent nothing more, and
 * keeps no other from its blocks.
 */
public final class ArenaSender implements Closeable {

    private final List<SenderLane> lanes = new ArrayList<>();
    private final List<ProcessLock> locks = new ArrayList<>();
    private final Map<String, String> arenas = new LinkedHashMap<>();
    private final ExecutorService threads;
    private final World world;

    /**
     * A sender.
     *
     * @param folder where the cursors are kept; made if it is missing
     * @throws OperatorNeededException if another run keeps the same cursors
     */
    public ArenaSender(List<Dial> targets, Path folder, MirrorOptions options, World world) throws IOException {
        this.world = world;
        List<Dial> each = targets.stream().distinct().toList();
        Throttle total = new Throttle(options.limits().total(), world.clock(), world.stop());
        AlternateSources alternates = new AlternateSources();
        MirrorOptions share = options.withShareOf(each.size());
        try {
            for (Dial target : each) {
                Path kept = folder.resolve(TargetState.fileName(target.toString()));
                OwnFiles.run(kept, () -> DurableFiles.createFolder(kept));
                locks.add(ProcessLock.take(kept.resolve("lock"), "what is sent to " + target,
                        OperatorNeededException.Need.LOCKED));
                lanes.add(new SenderLane(new TargetLine(target, new TargetState(kept), share, total, alternates,
                        world).staying(), world));
            }
        } catch (IOException | RuntimeException | Error e) {
            Closing.all(locks);
            throw e;
        }
        this.threads = Executors.newFixedThreadPool(lanes.size());
    }

    /** Forgets how far an arena has come, so that it is compared from its beginning. */
    public void forget(String key) throws IOException {
        for (SenderLane lane : lanes) {
            lane.forget(key);
        }
    }

    /**
     * Arenas that are to come, by their keys: targets are asked whether they still have what they were given of them.
     *
     * @param names what people call them
     */
    public void expect(Map<String, String> names) throws IOException {
        arenas.putAll(names);
        inEach(lane -> lane.checkEnds(names));
    }

    /** Sees whether each target answers: nobody is to insert discs for one that does not. */
    public void greet() throws IOException {
        List<Boolean> unused = inEach(SenderLane::greet);
    }

    /** True as long as some target is served. */
    public boolean isNeeded() {
        return lanes.stream().anyMatch(SenderLane::isOpen);
    }

    /** Whether every target that is still served has all of an arena, each clump of it; false if none is served. */
    public boolean isThere(String key) throws IOException {
        for (SenderLane lane : lanes) {
            if (lane.isOpen() && !lane.isThere(key)) {
                return false;
            }
        }
        return isNeeded();
    }

    /**
     * Whether tail and directory of an arena lead from its first clump to the end of its last, so that it can be sent
     * by them. All of the directory is read.
     */
    public static boolean isListed(Arena arena, StopSignal stop) throws IOException {
        try {
            ArenaTail tail = arena.readTail();
            DirectoryWalk entries = new DirectoryWalk(arena, tail.memory().clumps());
            while (entries.next()) {
                stop.check();
                if (!entries.info().isWritten() || entries.nextOffset() > tail.memory().used()) {
                    return false;
                }
            }
            return entries.nextOffset() == tail.memory().used();
        } catch (UnusableBytesException e) {
            return false;
        }
    }

    /**
     * Sends an arena by its directory, from where each target's cursor stands.
     *
     * @param key tells it from all others; a copy of it on another disc has the same
     * @return false if its directory or its tail cannot be read on the way
     */
    public boolean send(String key, Arena arena) throws IOException {
        arenas.put(key, arena.name());
        SentArena sent = new ListedArena(key, arena);
        return inEach(lane -> lane.send(sent)).stream().allMatch(done -> done);
    }

    /**
     * Sends the clumps that are found in an arena without its directory.
     *
     * @param roots told of the root blocks that are met
     */
    public void salvage(String key, Arena arena, Consumer<FoundRoot> roots) throws IOException {
        arenas.put(key, arena.name());
        var scanned = ScannedArena.of(SenderLane.scanKey(key), arena, roots, world.stop());
        if (scanned.isPresent()) {
            List<Boolean> unused = inEach(lane -> lane.send(scanned.get()));
        }
    }

    /** What was sent by this key turned out to be a part of something else: it is not told of. */
    public void withdraw(String key) {
        arenas.remove(key);
    }

    /** Looks at what a target has; the verdict goes into its report. */
    @FunctionalInterface
    public interface RootCheck {

        /** Looks. */
        TargetReport.RootVerdict check(Dial target, BlockSource blocks) throws IOException;
    }

    /**
     * What has come of a target.
     *
     * @param report in this run
     * @param totals in all runs
     */
    public record Finished(TargetReport report, SentTotals totals) {
    }

    /** Has the roots looked at wherever blocks went, and tells what has come of each target. */
    public List<Finished> finish(RootCheck check) throws IOException {
        for (SenderLane lane : lanes) {
            lane.checkRoots(check);
        }
        List<Finished> finished = new ArrayList<>();
        for (SenderLane lane : lanes) {
            finished.add(new Finished(lane.report(arenas.keySet()), lane.totals(arenas.keySet())));
        }
        return finished;
    }

    private List<Boolean> inEach(IoFunction<SenderLane, Boolean> work) throws IOException {
        List<Future<Boolean>> runs = new ArrayList<>();
        for (SenderLane lane : lanes) {
            if (lane.isOpen()) {
                runs.add(threads.submit(() -> work.apply(lane)));
            }
        }
        List<Boolean> done = new ArrayList<>();
        Throwable failure = null;
        for (Future<Boolean> run : runs) {
            try {
                done.add(run.get());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("interrupted while sending", e);
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
            }
        }
        if (failure instanceof IOException cause) {
            throw cause;
        }
        if (failure instanceof RuntimeException cause) {
            throw cause;
        }
        if (failure != null) {
            throw new IllegalStateException("a sender's thread failed", failure);
        }
        return done;
    }

    @Override
    public void close() throws IOException {
        threads.shutdownNow();
        lanes.forEach(SenderLane::close);
        Closing.all(locks);
    }
}
