package org.arenavault.backup;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.arenavault.changer.EmulatedDiscs;
import org.arenavault.drivers.Descriptions;
import org.arenavault.drivers.MediumDescription;
import org.arenavault.io.Crash;
import org.arenavault.io.Disks;
import org.arenavault.io.Progress;
import org.arenavault.io.SilentTerminal;
import org.arenavault.io.StopSignal;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.scsi.Transport;
import org.arenavault.scsi.emulator.EmulatedRecorder;
import org.arenavault.scsi.emulator.InstantClock;
import org.arenavault.scsi.emulator.MediumFamily;
import org.arenavault.sets.BackupSet;
import org.arenavault.sets.LedgerEvent;
import org.arenavault.sets.LockedSet;
import org.arenavault.sets.SetConfig;
import org.arenavault.sets.SetName;
import org.arenavault.sets.SetState;
import org.arenavault.sets.Vault;

/** A vault with one set, an emulated recorder and a small venti, for backups that are interrupted and go on. */
final class BackupFixture {

    static final SetName HOME = new SetName("home");

    private final Path folder;
    private final String medium;
    private final SilentTerminal terminal = new SilentTerminal();

    private BackupFixture(Path folder, String medium) {
        this.folder = folder;
        this.medium = medium;
    }

    /** A fresh vault and recorder in {@code folder} for the venti of {@code conf}. */
    static BackupFixture create(Path folder, Path conf, String medium, int discs, long capacity) throws IOException {
        BackupFixture fixture = new BackupFixture(folder, medium);
        EmulatedRecorder.create(fixture.recorder(), MediumFamily.of(medium), discs, capacity,
                EmulatedRecorder.Changing.BY_ITSELF);
        fixture.vault(Disks.REAL).create(HOME, SetConfig.of(HOME, new UUID(1, 1), new UUID(2, 2),
                new SetConfig.Source(conf.toString(), List.of(), "", false),
                new SetConfig.MediumChoice(medium, SetConfig.Spare.NONE, 0, "")));
        return fixture;
    }

    Path recorder() {
        return folder.resolve("recorder");
    }

    SilentTerminal terminal() {
        return terminal;
    }

    private Vault vault(Disks disks) {
        return new Vault(folder.resolve("vault"), disks, new InstantClock());
    }

    BackupSet set() throws IOException {
        return vault(Disks.REAL).open(HOME);
    }

    SetState state() throws IOException {
        return set().read();
    }

    /** The world of a process: its ledger is written through {@code disks}. */
    private World world(Disks disks) {
        return new World(new InstantClock(), disks, terminal, Progress.SILENT, StopSignal.NEVER, UUID::randomUUID);
    }

    /** One run of the program; if it dies, what it held is left as a dying process leaves it. */
    BackupResult backup(UnaryOperator<Transport> tap, Disks disks) throws IOException {
        return backup(tap, disks, Disks.REAL);
    }

    /** The same with a venti that is read through {@code source}. */
    BackupResult backup(UnaryOperator<Transport> tap, Disks disks, Disks source) throws IOException {
        World world = world(disks);
        BackupSet set = vault(disks).open(HOME);
        EmulatedDiscs discs = new EmulatedDiscs(recorder(), tap, world);
        boolean alive = false;
        LockedSet locked = set.lock();
        try (ArenaSource arenas = ArenaSource.open(set.config().source().partitions(Disks.REAL), source)) {
            BackupResult result = new Backup(locked, discs,
                    MediumDescription.read(Descriptions.ofUser(), medium), world,
                    new BackupOptions(true, 0, Set.of())).run(arenas);
            alive = true;
            return result;
        } catch (IOException e) {
            alive = true;
            throw e;
        } finally {
            locked.close();
            if (alive) {
                discs.close();
            } else {
                discs.die();
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
            terminal.say(e.getMessage());
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
        World world = world(Disks.REAL);
        List<String> faults = new ArrayList<>();
        try (LockedSet locked = set().lock();
                EmulatedDiscs discs = new EmulatedDiscs(recorder(), UnaryOperator.identity(), world)) {
            new Verification(locked, discs, world, true).run().stream().filter(track -> !track.fault().isEmpty())
                    .forEach(track -> faults.add(track.disc() + " track " + track.track() + ": " + track.fault()));
        }
        return faults;
    }

    /** How many whole, labelled tracks carry each arena, as the discs themselves say. */
    Map<String, Integer> labelled() throws IOException {
        World world = world(Disks.REAL);
        Map<String, Integer> count = new HashMap<>();
        try (EmulatedDiscs discs = new EmulatedDiscs(recorder(), UnaryOperator.identity(), world)) {
            for (List<LedgerEvent> lines : new Rebuild(discs, world, medium).run().discs().values()) {
                for (LedgerEvent line : lines) {
                    if (line instanceof LedgerEvent.Found found) {
                        count.merge(found.arena().name(), 1, Integer::sum);
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
