package org.arenavault.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.arenavault.changer.DiscSource;
import org.arenavault.changer.EmulatedDiscs;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Crash;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.optical.DriveOptions;
import org.arenavault.optical.OpticalDrive;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.emulator.MediumFamily;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.DiscMark;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LedgerRebuild;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.Policy;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.TrackEvent;
import org.arenavault.sets.Vault;

/** A vault with one set, an emulated recorder and a small venti, for backups that are interrupted and go on. */
final class BackupFixture {

    static final SetName HOME = new SetName("home");
    static final SetName AWAY = new SetName("away");

    private final Path folder;
    private final String medium;
    private final SilentTerminal terminal = new SilentTerminal();
    private StopSignal stop = StopSignal.NEVER;
    private long blocks;

    private BackupFixture(Path folder, String medium) {
        this.folder = folder;
        this.medium = medium;
    }

    /** A fresh vault and recorder in {@code folder} for the venti of {@code conf}. */
    static BackupFixture create(Path folder, Path conf, String medium, int discs, long capacity) throws IOException {
        return create(folder, conf, medium, discs, capacity, 0);
    }

    /** The same, with so many tracks a disc at the most, if not 0. */
    static BackupFixture create(Path folder, Path conf, String medium, int discs, long capacity, int tracksPerDisc)
            throws IOException {
        BackupFixture fixture = new BackupFixture(folder, medium);
        EmulatedRecorder.create(fixture.recorder(), MediumFamily.of(medium), discs, capacity,
                EmulatedRecorder.Changing.BY_ITSELF, UUID.randomUUID());
        fixture.vault(Disks.REAL).create(HOME, SetConfig.of(HOME, new UUID(1, 1), new UUID(2, 2),
                new SetConfig.Source(conf.toString(), List.of(), "", false),
                new SetConfig.MediumChoice(medium, SetConfig.Spare.NONE, tracksPerDisc, "")));
        return fixture;
    }

    /** From now on policies are these: "parity.when=full". */
    void choose(String... choices) throws IOException {
        for (String choice : choices) {
            String[] parts = choice.split("=", 2);
            set().change(config -> Policy.of(parts[0]).orElseThrow().in(config, parts[1]));
        }
    }

    Path recorder() {
        return folder.resolve("recorder");
    }

    /** From now on the operator asks to stop when this says so. */
    void stopWhen(StopSignal signal) {
        stop = signal;
    }

    SilentTerminal terminal() {
        return terminal;
    }

    Vault vault(Disks disks) {
        return new Vault(folder.resolve("vault"), disks, new InstantClock());
    }

    BackupSet set() throws IOException {
        return vault(Disks.REAL).open(HOME);
    }

    SetState state() throws IOException {
        return set().read();
    }

    SetState awayState() throws IOException {
        return vault(Disks.REAL).open(AWAY).read();
    }

    /** The world of a process: its ledger is written through {@code disks}. */
    private World world(Disks disks) {
        return new World(new InstantClock(), disks, terminal, Progress.SILENT, stop, UUID::randomUUID);
    }

    /** One run of the program; if it dies, what it held is left as a dying process leaves it. */
    BackupResult backup(UnaryOperator<Transport> tap, Disks disks) throws IOException {
        return backup(tap, disks, Disks.REAL);
    }

    /** The same with a venti that is read through {@code source}. */
    BackupResult backup(UnaryOperator<Transport> tap, Disks disks, Disks source) throws IOException {
        return backup(tap, disks, source, recorder());
    }

    /** Adds a second recorder, with as many discs as the first one had. */
    void addRecorder(int discs, long capacity) throws IOException {
        EmulatedRecorder.create(awayRecorder(), MediumFamily.of(medium), discs, capacity,
                EmulatedRecorder.Changing.BY_ITSELF, UUID.randomUUID());
    }

    /** One run with the second recorder at the same time. */
    BackupResult backupWithTwo(UnaryOperator<Transport> tap) throws IOException {
        return backup(tap, Disks.REAL, Disks.REAL, recorder(), awayRecorder());
    }

    private BackupResult backup(UnaryOperator<Transport> tap, Disks disks, Disks source, Path... recorders)
            throws IOException {
        return backup(BackupOptions.DEFAULT, tap, disks, source, recorders);
    }

    private BackupResult backup(BackupOptions options, UnaryOperator<Transport> tap, Disks disks, Disks source,
            Path... recorders) throws IOException {
        return run(HOME, tap, disks, (locked, discs, world) -> {
            try (ArenaSource arenas = ArenaSource.open(locked.config().source().partitions(Disks.REAL), source)) {
                return new Backup(locked, List.copyOf(discs), description(), world,
                        options).run(arenas);
            }
        }, recorders);
    }

    private MediumDescription description() throws IOException {
        MediumDescription known = MediumDescription.read(Descriptions.ofUser(), medium);
        return blocks == 0 ? known : new MediumDescription(known.name(), known.title(), known.recording(),
                known.profiles(), blocks, known.clusterBlocks(), known.spareBlocks() * blocks / known.blocks(),
                known.gapBlocks(), known.trackLimit(), known.speedOneX());
    }

    /** The description of the medium says from now on that it has so many blocks. */
    void describe(long capacityBlocks) {
        blocks = capacityBlocks;
    }

    /** What a run would do now. */
    BackupPlan plan() throws IOException {
        return plan(BackupOptions.DEFAULT);
    }

    /** What such a run would do now. */
    BackupPlan plan(BackupOptions options) throws IOException {
        return plan(state(), options);
    }

    private BackupPlan plan(SetState state, BackupOptions options) throws IOException {
        SetConfig config = set().config();
        try (ArenaSource source = ArenaSource.open(config.source().partitions(Disks.REAL), Disks.REAL)) {
            return BackupPlan.of(state, config, description(),
                    SourceComparison.of(source.arenas(), state).waiting(), options);
        }
    }

    /** What a run without further options would have done when the ledger ended with this state. */
    BackupPlan planAt(SetState state) throws IOException {
        return plan(state, BackupOptions.DEFAULT);
    }

    /** The states that the ledger has come to, one after each of its lines. */
    List<SetState> moments() throws IOException {
        List<String> lines = Files.readAllLines(set().folder().resolve("ledger.jsonl"));
        Path then = folder.resolve("then");
        Path copy = Files.createDirectories(then.resolve("sets").resolve(HOME.text()));
        Files.writeString(copy.resolve("set.toml"), Files.readString(set().folder().resolve("set.toml"))
                .replaceFirst("(?m)^last_disc.*$", "last_disc = 0"));
        List<SetState> moments = new ArrayList<>();
        for (int end = 1; end <= lines.size(); end++) {
            Files.writeString(copy.resolve("ledger.jsonl"), String.join("\n", lines.subList(0, end)) + "\n");
            moments.add(new Vault(then, Disks.REAL, new InstantClock()).open(HOME).read());
        }
        return moments;
    }

    /** One run that the operator stops once so many tracks are verified. */
    void stopAfter(int tracks) throws IOException {
        stop = () -> terminal.said().stream().filter(line -> line.contains("verified at")).count() >= tracks;
        try {
            backup();
        } catch (CancelledException e) {
            terminal.print(e.getMessage());
        } finally {
            stop = StopSignal.NEVER;
        }
    }

    /** One such run, which the operator stops in the middle of the track that comes after so many. */
    void record(int tracks, BackupOptions options) throws IOException {
        int before = terminal.said().size();
        stop = () -> terminal.said().stream().skip(before)
                .filter(line -> line.contains("verified at") || line.endsWith("closed, not verified"))
                .count() >= tracks;
        try {
            backup(options, UnaryOperator.identity(), Disks.REAL, Disks.REAL, recorder());
        } catch (VaultException e) {
            terminal.print(e.getMessage());
        } finally {
            stop = StopSignal.NEVER;
        }
    }

    /** The operator says what became of a disc. */
    void mark(int disc, DiscMark mark) throws IOException {
        try (LockedSet locked = set().lock()) {
            locked.ledger().append(new LedgerEvent.Marked(disc, mark));
        }
    }

    /** Finalises the disc in the first recorder. */
    void finalise() throws IOException {
        World world = world(Disks.REAL);
        try (EmulatedRecorder recorder = EmulatedRecorder.open(recorder(), world.clock());
                OpticalDrive drive = OpticalDrive.open(recorder.connect(), DriveOptions.DEFAULTS,
                        Descriptions.ofUser(), world)) {
            drive.finalise(drive.inspect(), OpticalDrive.IndexRisk.ACCEPTED);
        }
    }

    /** Begins a second set of the same venti, and a recorder for it. */
    void beginAway(Path conf, int discs, long capacity) throws IOException {
        addRecorder(discs, capacity);
        vault(Disks.REAL).create(AWAY, SetConfig.of(AWAY, new UUID(3, 3), new UUID(2, 2),
                new SetConfig.Source(conf.toString(), List.of(), "", false),
                new SetConfig.MediumChoice(medium, SetConfig.Spare.NONE, 0, "")));
    }

    Path awayRecorder() {
        return folder.resolve("away");
    }

    /** Records the discs of the first set on those of the second. */
    BackupResult duplicate(UnaryOperator<Transport> tap, Disks disks) throws IOException {
        return run(AWAY, tap, disks, (locked, discs, world) -> new Duplication(locked, discs.get(0), discs.get(1),
                description(), world, new BackupOptions(true, 0, Set.of()), Optional.empty()).run(), recorder(),
                awayRecorder());
    }

    /** The same with what has been recorded so far; what the second drive says of it does not matter. */
    void duplicateFirstDiscOnly() throws IOException {
        try {
            duplicate(UnaryOperator.identity(), Disks.REAL);
        } catch (VaultException e) {
            terminal.print(e.getMessage());
        }
    }

    /** Reads every disc of the first set back. */
    List<Verification.TrackResult> verify(UnaryOperator<Transport> tap, Disks disks) throws IOException {
        return run(HOME, tap, disks,
                (locked, discs, world) -> new Verification(locked, discs.get(0), world, true).run(), recorder());
    }

    /** Reads back what the first recorder has and, at the same time, what another drive has; returns what is told. */
    Verification verifyBeside(DiscSource other) throws IOException {
        return run(HOME, UnaryOperator.identity(), Disks.REAL, (locked, discs, world) -> {
            Verification verification = new Verification(locked, discs.get(0), world, false);
            verification.runBeside(List.of("one", "two"), List.of(other));
            return verification;
        }, recorder());
    }

    /** Protects discs of the first set by so many with parity. */
    BackupResult protect(int first, int last, int columns, UnaryOperator<Transport> tap, Disks disks)
            throws IOException {
        return run(HOME, tap, disks, (locked, discs, world) -> {
            try (ArenaSource source = ArenaSource.ofSet(locked.config(), world(Disks.REAL))) {
                GroupProtection protection = new GroupProtection(locked, first, last, columns, discs.get(0),
                        description(), source, world, BackupOptions.DEFAULT);
                protection.run();
                return protection.result();
            }
        }, recorder());
    }

    /** The same where nothing goes wrong. */
    BackupResult protect(int first, int last, int columns) throws IOException {
        return protect(first, last, columns, UnaryOperator.identity(), Disks.REAL);
    }

    /** Adds blanks to the first recorder. */
    void addBlanks(int discs, long capacity) throws IOException {
        try (EmulatedRecorder recorder = EmulatedRecorder.open(recorder(), new InstantClock())) {
            recorder.addBlanks(MediumFamily.of(medium), discs, capacity);
        }
    }

    /** Makes the first set's ledger anew from its discs. */
    SetState rebuild(Disks disks) throws IOException {
        World world = world(Disks.REAL);
        try (EmulatedDiscs discs = new EmulatedDiscs(recorder(), UnaryOperator.identity(), world)) {
            return vault(disks).open(HOME).rebuild(new Rebuild(discs, HOME, Optional.empty(), world).run().seen(medium),
                    LedgerRebuild.Basis.DISCS).state();
        }
    }

    /** What a command does while it has the set's lock. */
    @FunctionalInterface
    private interface Job<T> {

        T run(LockedSet locked, List<EmulatedDiscs> discs, World world) throws IOException;
    }

    private <T> T run(SetName name, UnaryOperator<Transport> tap, Disks disks, Job<T> job, Path... recorders)
            throws IOException {
        World world = world(disks);
        LockedSet locked = vault(disks).open(name).lock();
        List<EmulatedDiscs> discs = new ArrayList<>();
        boolean alive = false;
        try {
            for (Path recorder : recorders) {
                discs.add(new EmulatedDiscs(recorder, tap, world));
            }
            T result = job.run(locked, discs, world);
            alive = true;
            return result;
        } catch (IOException e) {
            alive = true;
            throw e;
        } finally {
            locked.close();
            for (EmulatedDiscs open : discs) {
                if (alive) {
                    open.close();
                } else {
                    open.die();
                }
            }
        }
    }

    /**
     * One run with a drive that fails as {@code faults} say, a line each. What comes out of it, the operator would
     * see: a fault of the program's own escapes.
     */
    void backupWith(String faults) throws IOException {
        Path plan = recorder().resolve("faults");
        Files.writeString(plan, faults);
        try {
            backup();
        } catch (VaultException e) {
            terminal.print(e.getMessage());
        } finally {
            Files.delete(plan);
        }
    }

    /** One run in which nothing goes wrong. */
    BackupResult backup() throws IOException {
        return backup(UnaryOperator.identity(), Disks.REAL);
    }

    /** Reads every disc back; the faults that were found. */
    List<String> verify() throws IOException {
        return verify(UnaryOperator.identity(), Disks.REAL).stream().filter(track -> !track.fault().isEmpty())
                .map(track -> track.disc() + " track " + track.track() + ": " + track.fault()).toList();
    }

    /** How many whole, labelled tracks carry each arena, as the discs themselves say. */
    Map<String, Integer> labelled() throws IOException {
        return labelled(recorder());
    }

    /** The same of the discs in one recorder. */
    Map<String, Integer> labelled(Path recorder) throws IOException {
        World world = world(Disks.REAL);
        Map<String, Integer> count = new HashMap<>();
        try (EmulatedDiscs discs = new EmulatedDiscs(recorder, UnaryOperator.identity(), world)) {
            Rebuild rebuild = new Rebuild(discs, HOME, Optional.empty(), world);
            for (List<LedgerEvent.FromDisc> lines : rebuild.run().discs().values()) {
                for (LedgerEvent line : lines) {
                    if (line instanceof TrackEvent.Found found) {
                        count.merge(found.content().name(), 1, Integer::sum);
                    }
                }
            }
        }
        return count;
    }

    /** Runs {@code work} and tells whether it died. */
    static boolean dies(Work work) throws IOException {
        try {
            work.run();
            return false;
        } catch (Crash e) {
            return true;
        }
    }

    /** Something that may die. */
    @FunctionalInterface
    interface Work {

        void run() throws IOException;
    }
}
