package org.arenavault.sets;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;

/** A set in the vault: its description, and its ledger to read. */
public final class BackupSet {

    static final String CONFIG = "set.toml";
    static final String LEDGER = "ledger.jsonl";
    static final String LOCK = "lock";

    private final SetName name;
    private final Path folder;
    /** What people know its folder by. */
    private final Path shown;
    private volatile SetConfig config;
    /** What records where the set says nothing of that. */
    private final String usualRecorder;
    private final Disks disks;
    private final Clock clock;

    private BackupSet(SetName name, Path folder, Path shown, SetConfig config, String usualRecorder, Disks disks,
            Clock clock) {
        this.name = name;
        this.folder = folder;
        this.shown = shown;
        this.config = config;
        this.usualRecorder = usualRecorder;
        this.disks = disks;
        this.clock = clock;
    }

    private static SetConfigFile configIn(Path folder, Disks disks) {
        return new SetConfigFile(folder.resolve(CONFIG), disks);
    }

    static BackupSet open(SetName name, Path folder, Disks disks, Clock clock) throws IOException {
        return new BackupSet(name, folder, folder, configIn(folder, disks).read().named(name), "", disks, clock);
    }

    /**
     * A set that was unpacked, and is in no vault yet: what is wrong with it is wrong in its bundle.
     *
     * @param as the name that it gets here; its own if there is none
     */
    static BackupSet unpacked(Path bundle, Optional<SetName> as, Path folder, Disks disks, Clock clock)
            throws IOException {
        SetConfigFile file = new SetConfigFile(folder.resolve(CONFIG), bundle.resolve(CONFIG), disks);
        SetConfig config = file.readForeign();
        SetName name = as.isPresent() ? as.get() : SetName.parse(config.name());
        file.write(config.named(name));
        return new BackupSet(name, folder, bundle, file.readForeign(), "", disks, clock);
    }

    /** The ledger comes first: a folder without set.toml is no set yet, and can be begun again. */
    static BackupSet create(SetName name, Path folder, SetConfig config, Disks disks, Clock clock) throws IOException {
        LedgerHeader header = new LedgerHeader(config.store(), config.set(), name);
        Ledger.create(folder.resolve(LEDGER), 1, header, disks, clock).close();
        configIn(folder, disks).write(config);
        return new BackupSet(name, folder, folder, config, "", disks, clock);
    }

    /** A set whose description was lost: its ledger is made anew before it is a set again. */
    static BackupSet recreate(SetName name, Path folder, SetConfig config, DiscsSeen seen, LedgerRebuild.Basis basis,
            Disks disks, Clock clock) throws IOException {
        ProcessLock lock = lock(name, folder);
        try {
            LedgerHeader header = new LedgerHeader(config.store(), config.set(), name);
            SetState state = new LedgerRebuild(folder, header, disks, clock)
                    .run(seen, basis, DiscNumbers.Mark.of(lock.note()).disc()).state();
            new DiscNumbers(configIn(folder, disks), lock).reached(state);
            SetConfig numbered = config.numbered(state.lastDisc());
            configIn(folder, disks).write(state.form() > FormatEvent.FIRST
                    ? numbered.protecting(true, true, true) : numbered);
        } finally {
            lock.close();
        }
        return open(name, folder, disks, clock);
    }

    /** The same with what records where the set says nothing of that; empty for nothing. */
    BackupSet recordingOn(String usual) {
        return new BackupSet(name, folder, shown, config, usual, disks, clock);
    }

    /** Its name. */
    public SetName name() {
        return name;
    }

    /** Its folder. */
    public Path folder() {
        return folder;
    }

    /** The file that describes it. */
    public Path configFile() {
        return folder.resolve(CONFIG);
    }

    /** What it is. */
    public SetConfig config() {
        return config;
    }

    /** The recorder, unless a command names another: the set's own, else the user's usual one; empty if neither is. */
    public String recorder() {
        return config.recorder().isEmpty() ? usualRecorder : config.recorder();
    }

    /** What a printed command takes behind the set's name: nothing where there is a recorder. */
    public String deviceArgument() {
        return recorder().isEmpty() ? " -d DEVICE" : "";
    }

    /**
     * What is wrong with a value of the set's description.
     *
     * @param key where it stands, "medium.name"
     * @param what goes on after the key's name
     */
    public CorruptException damagedConfig(String key, String what) throws IOException {
        return configIn(folder, disks).damage(key, what);
    }

    /**
     * What its ledger comes to now.
     *
     * @throws CorruptException if the ledger is damaged or belongs to another set
     */
    public SetState read() throws IOException {
        DiscNumbers.Mark mark = DiscNumbers.markIn(folder, config);
        return required(Ledger.read(folder.resolve(LEDGER), shown.resolve(LEDGER), disks), mark);
    }

    private SetState required(SetState state, DiscNumbers.Mark mark) throws VaultException {
        checked(state);
        state.called(name);
        mark.require(state, shown);
        return state;
    }

    /**
     * The same for whoever only looks: goes on from the fold that is kept beside the ledger, if that holds.
     *
     * @throws CorruptException if the ledger is damaged or belongs to another set
     */
    public SetState look() throws IOException {
        DiscNumbers.Mark mark = DiscNumbers.markIn(folder, config);
        return required(LedgerFold.look(folder.resolve(LEDGER), disks), mark);
    }

    /**
     * Takes the set's lock and opens its ledger for writing.
     *
     * @throws org.arenavault.io.OperatorNeededException if another process writes it
     * @throws CorruptException if the ledger is damaged, has lost its end, or belongs to another set
     */
    public LockedSet lock() throws IOException {
        ProcessLock lock = lock(name, folder);
        try {
            DiscNumbers numbers = new DiscNumbers(configIn(folder, disks), lock);
            Ledger ledger = Ledger.open(folder.resolve(LEDGER), disks, clock);
            try {
                required(ledger.state(), numbers.mark());
                ledger.tell(numbers);
                finishChange(ledger);
            } catch (IOException | RuntimeException | Error e) {
                ledger.close();
                throw e;
            }
            return new LockedSet(this, ledger, lock);
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /**
     * Replaces the ledger by one that knows what discs say as well, in one step. The old one is kept beside it under
     * another name.
     *
     * @throws org.arenavault.io.OperatorNeededException if another process writes the old one
     * @throws org.arenavault.io.RefusedException if discs and ledger contradict each other
     */
    public LedgerRebuild.Result rebuild(DiscsSeen seen, LedgerRebuild.Basis basis) throws IOException {
        ProcessLock lock = lock(name, folder);
        try {
            DiscNumbers numbers = new DiscNumbers(configIn(folder, disks), lock);
            LedgerHeader header = new LedgerHeader(config.store(), config.set(), name);
            LedgerRebuild.Result result =
                    new LedgerRebuild(folder, header, disks, clock).run(seen, basis, numbers.mark().disc());
            numbers.raise(result.state().lastDisc());
            numbers.form(result.state().form());
            numbers.reached(result.state());
            return result;
        } finally {
            lock.close();
        }
    }

    /**
     * Goes on with the ledger and the description that came in a newer bundle of the same set. If it dies in between
     * the same bundle once more brings it to its end.
     *
     * @param unpacked the set in the bundle; its ledger's file is used up
     * @return how many lines the ledger has more
     * @throws org.arenavault.io.RefusedException if the bundle's ledger does not go on where the one here ends
     */
    long update(BackupSet unpacked) throws IOException {
        ProcessLock lock = lock(name, folder);
        try {
            Path ledger = folder.resolve(LEDGER);
            Path fresh = unpacked.folder.resolve(LEDGER);
            LedgerContinuation more = LedgerContinuation.of(ledger, fresh, disks);
            DiscNumbers numbers = new DiscNumbers(configIn(folder, disks), lock);
            if (more.isMore()) {
                OwnFiles.run(ledger, () -> DurableFiles.moveOver(fresh, ledger));
            }
            SetConfig known = configIn(folder, disks).read();
            configIn(folder, disks).replace(unpacked.config.named(name));
            SetState state = checked(Ledger.read(ledger, disks));
            numbers.raise(Math.max(known.lastDisc(), state.lastDisc()));
            numbers.form(state.form());
            numbers.reached(state);
            config = configIn(folder, disks).read();
            return more.lines();
        } finally {
            lock.close();
        }
    }

    /** Bytes of its ledger now; it only grows. */
    public long ledgerSize() throws IOException {
        try (Storage ledger = OwnFiles.on(disks).openToRead(folder.resolve(LEDGER))) {
            return ledger.size();
        }
    }

    /**
     * Writes the lines in the first {@code size} bytes of its ledger, without the root scores in them: as long as these
     * bytes stand, the same each time.
     */
    public void copyLedger(long size, OutputStream out) throws IOException {
        Path path = folder.resolve(LEDGER);
        try (Storage ledger = OwnFiles.on(disks).openToRead(path)) {
            LedgerCopy.withoutScores(path, ledger.slice(0, size), out);
        }
    }

    /** Takes the lock of a set, whatever its files say. */
    static ProcessLock lock(SetName name, Path folder) throws IOException {
        ProcessLock lock = ProcessLock.take(folder.resolve(LOCK), "set '%s'".formatted(name),
                OperatorNeededException.Need.LOCKED);
        try {
            OwnFiles.run(folder, () -> Leftovers.sweep(folder));
            return lock;
        } catch (IOException | RuntimeException | Error e) {
            lock.close();
            throw e;
        }
    }

    /** Puts policies into the file that were announced and did not come there for certain, and the set's name. */
    private void finishChange(Ledger ledger) throws IOException {
        SetConfig known = configIn(folder, disks).read();
        if (!known.name().equals(name.text())) {
            // a rename moves the folder, and ends here
            configIn(folder, disks).replace(known.named(name));
        }
        if (!ledger.state().interrupted().isEmpty()) {
            SetConfig wanted = configIn(folder, disks).read();
            for (Map.Entry<String, String> value : ledger.state().interrupted().entrySet()) {
                wanted = Policy.of(value.getKey()).orElseThrow().in(wanted, value.getValue());
            }
            replaceConfig(wanted, ledger);
        }
    }

    private boolean replaceConfig(SetConfig wanted, Ledger ledger) throws IOException {
        boolean kept = configIn(folder, disks).replace(wanted);
        config = configIn(folder, disks).read();
        if (!ledger.state().interrupted().isEmpty()) {
            ledger.append(new LedgerEvent.Configured());
        }
        return kept;
    }

    /**
     * Changes what the set is. The ledger announces what changes of its policies before the file is replaced, and says
     * so once it is: a change that was interrupted is brought to its end by whoever locks the set next.
     *
     * @return whether the comments in the file are still there
     * @throws org.arenavault.io.OperatorNeededException if another process writes it
     * @throws org.arenavault.io.UsageException if the policies contradict each other; nothing was changed then
     */
    public boolean change(UnaryOperator<SetConfig> change) throws IOException {
        try (LockedSet locked = lock()) {
            SetConfig before = configIn(folder, disks).read();
            SetConfig after = change.apply(before);
            if (after.equals(before)) {
                return true;
            }
            SetConfigFile.requireWritable(after);
            Map<Policy, String> chosen = Policy.difference(before, after);
            if (!chosen.isEmpty()) {
                locked.ledger().append(LedgerEvent.Chosen.of(chosen));
            }
            return replaceConfig(after, locked.ledger());
        }
    }

    /**
     * Points the set at a venti of this site; from then on it is no longer foreign.
     *
     * @param source where its arenas are
     * @param device the recorder; empty if there is no usual one
     * @throws org.arenavault.io.OperatorNeededException if another process writes it
     */
    public void adopt(SetConfig.Source source, String device) throws IOException {
        change(known -> known.adopted(source, device));
    }

    private SetState checked(SetState state) throws CorruptException {
        if (!state.header().set().equals(config.set()) || !state.header().store().equals(config.store())) {
            throw new CorruptException("%s: its ledger is of set %s, its %s says %s".formatted(shown,
                    state.header().set(), CONFIG, config.set()));
        }
        return state;
    }
}
