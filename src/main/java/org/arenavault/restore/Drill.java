package org.arenavault.restore;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.arenavault.changer.DiscSource;
import org.arenavault.history.ScratchFolder;
import org.arenavault.io.Bytes;
import org.arenavault.io.Count;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.FileSystemSpace;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.Progress;
import org.arenavault.io.RefusedException;
import org.arenavault.io.World;
import org.arenavault.media.ArenaRecord;
import org.arenavault.restore.reading.WantedContents;
import org.arenavault.sets.DiscRecord;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackRecord;
import org.arenavault.sets.Vault;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.OpenArenas;
import org.arenavault.venti.format.VentiConf;

/**
 * A restore rehearsed: some arenas of a set come back from its discs into a folder that is empty and goes away again,
 * get an index, and are read block by block through a server. What each stage takes tells what a restore of everything
 * would take.
 */
public final class Drill {

    /** No server answers there, so that one that runs on this machine is not taken for that of the drill. */
    private static final String NOBODY = "tcp!127.0.0.1!1";
    /** What index, bloom filter and spare room take beside the arenas. */
    private static final double BESIDE = 0.1;
    private static final long AT_LEAST = 64L << 20;

    private final Vault vault;
    private final World world;
    private final List<DrillReport.Stage> stages = new ArrayList<>();
    private long mark;

    /** A drill with the sets of a vault. */
    public Drill(Vault vault, World world) {
        this.vault = vault;
        this.world = world;
    }

    /**
     * Does it.
     *
     * @param in the folder in which a new one is made for what comes back; it goes away with all in it
     * @throws RefusedException if the set has nothing on disc, or the folder has no room
     * @throws org.arenavault.io.OperatorNeededException if a disc is needed and nobody can insert it
     */
    public DrillReport run(SetState state, DiscSource discs, DrillChoice choice, long seed, Path in)
            throws IOException {
        Map<String, ArenaRecord> held = DrillChoice.held(state);
        Map<String, ArenaRecord> drawn = new TreeMap<>(held);
        drawn.keySet().retainAll(choice.draw(state, new Random(seed)));
        if (drawn.isEmpty()) {
            throw new RefusedException("set '%s' has no arena on a disc that is there".formatted(state.name()));
        }
        requireRoom(in, drawn);
        try (ScratchFolder folder = new ScratchFolder(in)) {
            world.terminal().print("%s: what comes back lies in %s, which goes away at the end".formatted(
                    Count.of(drawn.size(), "arena"), folder.path()));
            return run(state, discs, drawn, held, seed, folder.path());
        }
    }

    private static void requireRoom(Path in, Map<String, ArenaRecord> drawn) throws IOException {
        long bytes = drawn.values().stream().mapToLong(ArenaRecord::size).sum();
        long needed = AT_LEAST + (long) (bytes * (1 + BESIDE)) + 2 * drawn.values().stream()
                .mapToLong(ArenaRecord::size).max().orElse(0);
        long free = FileSystemSpace.of(in).usable();
        if (free < needed) {
            throw new RefusedException("%s: has room for %s, and the drill takes %s; name another folder with --in DIR"
                    .formatted(in, Bytes.text(free), Bytes.text(needed)));
        }
    }

    private DrillReport run(SetState state, DiscSource discs, Map<String, ArenaRecord> drawn,
            Map<String, ArenaRecord> held, long seed, Path folder) throws IOException {
        VentiConf conf = configuration(folder, drawn);
        TimedDiscs timed = new TimedDiscs(discs, world.clock());
        mark = world.clock().nanos();
        RestoreReport restored = new Restore(conf, new RestoreOptions(true, false, 0, drawn.keySet()), vault, world)
                .fromSet(state, timed);
        long reading = restored.restored().stream().mapToLong(RestoreReport.Restored::nanos).sum();
        long gathering = restored.gathering().toNanos();
        long changing = timed.all();
        stages.add(new DrillReport.Stage("getting discs", Duration.ofNanos(changing)));
        stages.add(new DrillReport.Stage("looking at discs", Duration.ofNanos(gathering - changing - reading)));
        stages.add(new DrillReport.Stage("reading arenas", Duration.ofNanos(reading)));
        long indexing = world.clock().nanos() - mark - gathering;
        stages.add(new DrillReport.Stage("index and roots", Duration.ofNanos(indexing)));
        mark = world.clock().nanos();
        Map<String, String> faults = new TreeMap<>();
        restored.missing().forEach(missing -> faults.put(missing.arena(), String.join("; ", missing.reasons())));
        List<String> problems = new ArrayList<>(restored.roots().problems());
        if (restored.index().isPresent() && !restored.index().get().isComplete()) {
            problems.add("the index does not find everything that came back");
        }
        compare(conf, drawn, faults);
        long blocks = faults.size() == drawn.size() ? 0 : readBlocks(conf, problems);
        return new DrillReport(seed, drilled(drawn, restored, faults), problems, blocks, stages,
                new DrillReport.Roots(restored.roots().found(), restored.roots().whole().isPresent()), timed.drives(),
                estimate(state, held, restored, new Measured(timed, gathering - changing - reading, reading,
                        indexing)));
    }

    private void stage(String name) {
        long now = world.clock().nanos();
        stages.add(new DrillReport.Stage(name, Duration.ofNanos(now - mark)));
        mark = now;
    }

    /** One partition for each block size, an index and a filter; names without their folder, which may hold blanks. */
    private VentiConf configuration(Path folder, Map<String, ArenaRecord> drawn) throws IOException {
        StringBuilder text = new StringBuilder("index main\nisect isect\nbloom bloom\naddr ").append(NOBODY)
                .append('\n');
        long sizes = drawn.values().stream().mapToInt(ArenaRecord::blockSize).distinct().count();
        for (int i = 0; i < sizes; i++) {
            text.append("arenas arenas").append(i).append('\n');
        }
        Path path = folder.resolve("venti.conf");
        OwnFiles.run(path, () -> DurableFiles.replace(path, text.toString().getBytes(StandardCharsets.UTF_8)));
        return VentiConf.read(path, world.disks());
    }

    /** Reads the arenas once more, where they came to lie, and holds each against its digest. */
    private void compare(VentiConf conf, Map<String, ArenaRecord> drawn, Map<String, String> faults)
            throws IOException {
        if (faults.size() < drawn.size()) {
            try (OpenArenas open = OpenArenas.openReadable(conf.arenas(), part -> part.openToRead(world.disks()))) {
                for (ArenaRecord arena : drawn.values()) {
                    if (!faults.containsKey(arena.name())) {
                        fault(open, arena).ifPresent(fault -> faults.put(arena.name(), fault));
                    }
                }
            }
        }
        stage("comparing digests");
    }

    private Optional<String> fault(OpenArenas open, ArenaRecord arena) throws IOException {
        Optional<OpenArenas.Placed> placed = open.find(arena.name());
        if (placed.isEmpty()) {
            return Optional.of("is in no partition after the restore");
        }
        try (Progress.Stage progress = world.progress().begin("comparing " + arena.name(), arena.size())) {
            boolean same = ArenaSeal.compute(placed.get().arena().image(), progress, world.stop())
                    .equals(arena.digest());
            return same ? Optional.empty() : Optional.of("is not what its digest says, after the restore");
        }
    }

    private long readBlocks(VentiConf conf, List<String> problems) throws IOException {
        DrillReading reading = new DrillReading(conf, world);
        long blocks = reading.run();
        problems.addAll(reading.problems());
        stage("reading blocks by score");
        return blocks;
    }

    private static List<DrillReport.Drilled> drilled(Map<String, ArenaRecord> drawn, RestoreReport restored,
            Map<String, String> faults) {
        Map<String, String> discs = new TreeMap<>();
        restored.restored().forEach(arena -> discs.put(arena.arena(), arena.disc()));
        return drawn.values().stream().map(arena -> new DrillReport.Drilled(arena.name(), arena.size(),
                discs.getOrDefault(arena.name(), ""), faults.getOrDefault(arena.name(), ""))).toList();
    }

    /** Nanoseconds that were measured. */
    private record Measured(TimedDiscs discs, long looking, long reading, long indexing) {
    }

    private static DrillReport.Estimate estimate(SetState state, Map<String, ArenaRecord> held,
            RestoreReport restored, Measured measured) throws IOException {
        long bytes = held.values().stream().mapToLong(ArenaRecord::size).sum();
        long discs = discsOf(state, held.keySet());
        long used = Math.max(1, restored.restored().stream().map(RestoreReport.Restored::disc).distinct().count());
        double share = (double) bytes / Math.max(1, restored.bytes());
        double nanos = (measured.reading() + measured.indexing()) * share + measured.discs().first()
                + measured.discs().change() * Math.max(0, discs - 1) + (double) measured.looking() / used * discs;
        return new DrillReport.Estimate(Duration.ofNanos((long) nanos), held.size(), bytes, (int) discs);
    }

    /** How many discs a restore of everything would ask for. */
    private static long discsOf(SetState state, Set<String> names) throws IOException {
        WantedContents wishes = new WantedContents(state, names);
        long discs = 0;
        for (Optional<DiscRecord> next = wishes.next(); next.isPresent(); next = wishes.next()) {
            discs++;
            for (TrackRecord track : next.get().tracks()) {
                wishes.tried(next.get(), track.number());
                wishes.settled(track.content());
            }
        }
        return discs;
    }
}
