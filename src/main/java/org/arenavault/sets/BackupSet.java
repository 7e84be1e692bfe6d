package org.arenavault.sets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.ProcessLock;

/** A set in the vault: its description, and its ledger to read. */
public final class BackupSet {

    static final String CONFIG = "set.toml";
    static final String LEDGER = "ledger.jsonl";
    static final String LOCK = "lock";

    private final SetName name;
    private final Path folder;
    private final SetConfig config;
    private final Disks disks;
    private final Clock clock;

    private BackupSet(SetName name, Path folder, SetConfig config, Disks disks, Clock clock) {
        this.name = name;
        this.folder = folder;
        this.config = config;
        this.disks = disks;
        this.clock = clock;
    }

    static BackupSet open(SetName name, Path folder, Disks disks, Clock clock) throws IOException {
        return new BackupSet(name, folder, SetConfig.read(folder.resolve(CONFIG), disks), disks, clock);
    }

    /** The ledger comes first: a folder without set.toml is no set yet, and can be begun again. */
    static BackupSet create(SetName name, Path folder, SetConfig config, Disks disks, Clock clock) throws IOException {
        LedgerHeader header = new LedgerHeader(config.store(), config.set(), name);
        Ledger.create(folder.resolve(LEDGER), 1, header, disks, clock).close();
        config.write(folder.resolve(CONFIG));
        return new BackupSet(name, folder, config, disks, clock);
    }

    /** A set whose ledger was lost with everything else, and is made anew of these lines before it is a set again. */
    static BackupSet recreate(SetName name, Path folder, SetConfig config, long first, List<LedgerEvent> events,
            Disks disks, Clock clock) throws IOException {
        writeLedger(folder, new LedgerHeader(config.store(), config.set(), name), first, events, disks, clock);
        config.write(folder.resolve(CONFIG));
        return new BackupSet(name, folder, config, disks, clock);
    }

    /** Its name. */
    public SetName name() {
        return name;
    }

    /** Its folder. */
    public Path folder() {
        return folder;
    }

    /** What it is. */
    public SetConfig config() {
        return config;
    }

    /**
     * What its ledger comes to now.
     *
     * @throws CorruptException if the ledger is damaged or belongs to another set
     */
    public SetState read() throws IOException {
        return checked(Ledger.read(folder.resolve(LEDGER), disks));
    }

    /**
     * Takes the set's lock and opens its ledger for writing.
     *
     * @throws org.arenavault.io.OperatorNeededException if another process writes it
     * @throws CorruptException if the ledger is damaged or belongs to another set
     */
    public LockedSet lock() throws IOException {
        ProcessLock lock = lockFile();
        try {
            Ledger ledger = Ledger.open(folder.resolve(LEDGER), disks, clock);
            checked(ledger.state());
            return new LockedSet(this, ledger, lock);
        } catch (IOException e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Replaces the ledger by one of these lines, in one step. The old one is kept beside it under another name.
     *
     * @param first the number of the new ledger's first line
     * @return what the new ledger comes to
     * @throws org.arenavault.io.OperatorNeededException if another process writes the old one
     */
    public SetState rebuild(long first, List<LedgerEvent> events) throws IOException {
        ProcessLock lock = lockFile();
        try {
            writeLedger(folder, new LedgerHeader(config.store(), config.set(), name), first, events, disks, clock);
            return read();
        } finally {
            lock.close();
        }
    }

    private static void writeLedger(Path folder, LedgerHeader header, long first, List<LedgerEvent> events,
            Disks disks, Clock clock) throws IOException {
        Path fresh = folder.resolve(LEDGER + ".fresh");
        try (Ledger ledger = Ledger.create(fresh, first, header, disks, clock)) {
            for (LedgerEvent event : events) {
                ledger.append(event);
            }
        }
        Path current = folder.resolve(LEDGER);
        if (Files.exists(current, LinkOption.NOFOLLOW_LINKS)) {
            NewFiles.copy(current, free(folder));
        }
        Files.move(fresh, current, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        DurableFiles.syncFolder(folder);
    }

    private ProcessLock lockFile() throws IOException {
        return ProcessLock.take(folder.resolve(LOCK), "set '%s'".formatted(name),
                OperatorNeededException.Need.LOCKED);
    }

    private static Path free(Path folder) {
        for (int n = 1;; n++) {
            Path path = folder.resolve("%s.old-%d".formatted(LEDGER, n));
            if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
                return path;
            }
        }
    }

    private SetState checked(SetState state) throws CorruptException {
        if (!state.header().set().equals(config.set()) || !state.header().store().equals(config.store())) {
            throw new CorruptException("%s: its ledger is of set %s, its %s says %s".formatted(folder,
                    state.header().set(), CONFIG, config.set()));
        }
        return state;
    }
}
