package org.arenavault.sets;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.FileKey;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.Partition;

/** The folder that holds {@code sets/}, with a folder for each set. */
public final class Vault {

    private static final String SETS = "sets";
    private static final String REMOVED = "removed";
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'");
    /** Files of a set lie in its folder, and in folders in it. */
    private static final int DEPTH = 3;

    private final Path folder;
    private final Disks disks;
    private final Clock clock;
    private final String usualRecorder;

    /** The vault in {@code folder}, which need not exist yet. */
    public Vault(Path folder, Disks disks, Clock clock) {
        this(folder, disks, clock, "");
    }

    private Vault(Path folder, Disks disks, Clock clock, String usualRecorder) {
        this.folder = folder;
        this.disks = disks;
        this.clock = clock;
        this.usualRecorder = usualRecorder;
    }

    /** The same of a user who has a usual recorder, for sets that have none; empty if there is none. */
    public Vault recordingOn(String usual) {
        return new Vault(folder, disks, clock, usual);
    }

    /** Where it is. */
    public Path folder() {
        return folder;
    }

    /**
     * The names of all sets, sorted. Folders of other names, and those without a set.toml, are none; a set that cannot
     * be opened is one.
     *
     * @throws RefusedException if {@code sets/} is a symbolic link
     */
    public List<SetName> names() throws IOException {
        List<SetName> names = new ArrayList<>();
        Path sets = sets();
        if (OwnFiles.isFolder(sets)) {
            OwnFiles.run(sets, () -> {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(sets)) {
                    for (Path entry : entries) {
                        String name = entry.getFileName().toString();
                        if (SetName.isLegal(name) && mayBeSet(entry)) {
                            names.add(new SetName(name));
                        }
                    }
                }
            });
        }
        names.sort((one, other) -> one.text().compareTo(other.text()));
        return names;
    }

    /** One of which the system does not tell is named when it is opened, and hides none of the others. */
    private static boolean mayBeSet(Path entry) {
        return PlainFiles.mayBeFolder(entry) && OwnFiles.mayExist(entry.resolve(BackupSet.CONFIG));
    }

    private Path sets() throws VaultException {
        Path sets = folder.resolve(SETS);
        DurableFiles.refuseLink(sets);
        return sets;
    }

    /**
     * The set of this name, for reading.
     *
     * @throws RefusedException if its folder, or anything in it, is a symbolic link
     * @throws UsageException if there is none; those that there are, are named
     */
    public BackupSet open(SetName name) throws IOException {
        Path path = folderOf(name);
        if (!OwnFiles.exists(path.resolve(BackupSet.CONFIG))) {
            throw unknown(name);
        }
        refuseLinks(path);
        return BackupSet.open(name, path, disks, clock).recordingOn(usualRecorder);
    }

    private static void refuseLinks(Path set) throws IOException {
        DurableFiles.refuseLink(set);
        try (Stream<Path> files = Files.walk(set, DEPTH)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                DurableFiles.refuseLink(file);
            }
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private VaultException unknown(SetName name) throws IOException {
        List<SetName> names = names();
        Path made = folder.resolve(SETS).resolve(name.text());
        if (PlainFiles.isFolder(made)) {
            return new UsageException("%s was made, but holds no set".formatted(made)).next(
                    "arenavault init %s --conf VENTI.CONF --medium MEDIUM".formatted(name), "begins one there");
        }
        String none = "no set '%s' in %s; there ".formatted(name, folder.resolve(SETS));
        return names.isEmpty() ? new UsageException(none + "is none yet").next(
                "arenavault init SET --conf VENTI.CONF --medium MEDIUM", "begins one")
                : new UsageException(none + "are: " + String.join(", ", names.stream().map(SetName::text).toList()))
                        .next("arenavault set list", "tells more of them");
    }

    /**
     * The identity of the venti that has these partitions. Sets of one venti share it, so that their discs can stand
     * in for one another.
     *
     * @param passedOver told of a set that cannot be asked, and why
     * @return empty if no set keeps it yet
     */
    public Optional<UUID> storeOf(List<Partition> partitions, BiConsumer<SetName, Exception> passedOver)
            throws IOException {
        Set<FileKey> keys = keys(partitions);
        for (SetName name : names()) {
            try {
                SetConfig config = open(name).config();
                if (!config.foreign() && keys(config.partitions(disks)).stream().anyMatch(keys::contains)) {
                    return Optional.of(config.store());
                }
            } catch (IOException | OwnFileException e) {
                passedOver.accept(name, e);
            }
        }
        return Optional.empty();
    }

    private static Set<FileKey> keys(List<Partition> partitions) throws IOException {
        Set<FileKey> keys = new HashSet<>();
        for (Partition partition : partitions) {
            FileKey.of(partition.path()).ifPresent(keys::add);
        }
        return keys;
    }

    /**
     * Begins a set.
     *
     * @throws RefusedException if there is one of that name
     */
    public BackupSet create(SetName name, SetConfig config) throws IOException {
        Path path = folderOf(name);
        if (OwnFiles.exists(path.resolve(BackupSet.CONFIG))) {
            throw new RefusedException("set '%s' exists already: %s".formatted(name, path)).next(
                    "arenavault set show %s".formatted(name), "shows it");
        }
        Path ledger = path.resolve(BackupSet.LEDGER);
        if (OwnFiles.exists(ledger) && !Ledger.read(ledger, disks).isFresh()) {
            throw new RefusedException("%s holds a ledger but no %s: restore that file from a copy"
                    .formatted(path, BackupSet.CONFIG));
        }
        createFolder(path);
        return BackupSet.create(name, path, config, disks, clock).recordingOn(usualRecorder);
    }

    private void createFolder(Path path) throws IOException {
        Path sets = sets();
        OwnFiles.run(path, () -> {
            DurableFiles.createFolder(folder);
            DurableFiles.createFolder(sets);
            DurableFiles.createFolder(path);
        });
    }

    /**
     * Makes a set anew whose description was lost. A ledger that is there is kept under another name.
     *
     * @param basis what becomes of what that ledger says
     * @throws RefusedException if there is a set of that name, or the ledger and the discs contradict each other
     */
    public BackupSet recreate(SetName name, SetConfig config, DiscsSeen seen, LedgerRebuild.Basis basis)
            throws IOException {
        Path path = folderOf(name);
        if (OwnFiles.exists(path.resolve(BackupSet.CONFIG))) {
            throw new RefusedException("set '%s' exists already: %s".formatted(name, path)).next(
                    "arenavault set show %s".formatted(name), "shows it");
        }
        createFolder(path);
        return BackupSet.recreate(name, path, config, seen, basis, disks, clock).recordingOn(usualRecorder);
    }

    /** The root scores on record here. */
    public ScoreLog scores() throws IOException {
        return ScoreLog.read(folder, disks, clock);
    }

    /** Whether what leaves the vault takes root scores along. */
    public enum Scores {
        /** They open everything, so they stay. */
        WITHHELD,
        /** The receiver is to be able to open everything. */
        INCLUDED
    }

    /**
     * Bundles a set into a tar.gz for another site.
     *
     * @throws RefusedException if the file exists
     */
    @SuppressWarnings("try")
    public void exportSet(SetName name, Path file, Scores scores) throws IOException {
        BackupSet set = open(name);
        set.read();
        Path ledger = set.folder().resolve(BackupSet.LEDGER);
        if (scores == Scores.INCLUDED) {
            SetArchive.write(set.folder().resolve(BackupSet.CONFIG), ledger, file);
            return;
        }
        ProcessLock lock = Leftovers.hold(sets(), clock);
        try {
            Path copy = OwnFiles.get(set.folder(), () -> NewFiles.temporary(set.folder(), Leftovers.EXPORT, ""));
            try (Closeable unneeded = () -> OwnFiles.run(copy, () -> Files.delete(copy))) {
                OwnFiles.run(copy, () -> {
                    try (Storage original = OwnFiles.on(disks).openToRead(ledger);
                            OutputStream out = new BufferedOutputStream(NewFiles.write(copy))) {
                        LedgerCopy.withoutScores(ledger, original, out);
                    }
                });
                SetArchive.write(set.folder().resolve(BackupSet.CONFIG), copy, file);
            }
        } finally {
            lock.close();
        }
    }

    /**
     * Takes a bundled set in. It appears whole or not at all, and is foreign until somebody adopts it.
     *
     * @param as the name that it gets here; its own if there is none
     * @throws CorruptException if the bundle is not what {@link #exportSet} writes, or its ledger is damaged
     * @throws RefusedException if there is a set of that name
     */
    @SuppressWarnings("try")
    public BackupSet importSet(Path file, Optional<SetName> as) throws IOException {
        Path sets = sets();
        OwnFiles.run(sets, () -> {
            DurableFiles.createFolder(folder);
            DurableFiles.createFolder(sets);
        });
        ProcessLock lock = Leftovers.hold(sets, clock);
        try {
            Path fresh = OwnFiles.get(sets, () -> {
                Leftovers.sweepBundles(sets);
                return NewFiles.temporaryFolder(sets, Leftovers.IMPORT);
            });
            return importSet(file, as, fresh);
        } finally {
            lock.close();
        }
    }

    @SuppressWarnings("try")
    private BackupSet importSet(Path file, Optional<SetName> as, Path fresh) throws IOException {
        try (Closeable unneeded = () -> OwnFiles.run(fresh, () -> NewFiles.remove(fresh))) {
            SetArchive.read(file, fresh);
            BackupSet unpacked = BackupSet.unpacked(file, as, fresh, disks, clock);
            unpacked.read();
            SetName name = unpacked.name();
            if (OwnFiles.exists(folderOf(name))) {
                throw new RefusedException("set '%s' exists already; take the bundle in under another name with --as"
                        .formatted(name));
            }
            OwnFiles.run(folderOf(name), () -> DurableFiles.moveToNew(fresh, folderOf(name)));
            return open(name);
        }
    }

    /**
     * Takes a newer bundle of a set in that is here already.
     *
     * @param as the set here; the one that has the bundle's identity if it is not said
     * @throws UsageException if no set here is that one, or several are
     * @throws RefusedException if the bundle's ledger does not go on where the one here ends
     */
    @SuppressWarnings("try")
    public Updated updateSet(Path file, Optional<SetName> as) throws IOException {
        Path sets = sets();
        if (!OwnFiles.isFolder(sets)) {
            throw nothingToUpdate();
        }
        ProcessLock lock = Leftovers.hold(sets, clock);
        try {
            Path fresh = OwnFiles.get(sets, () -> {
                Leftovers.sweepBundles(sets);
                return NewFiles.temporaryFolder(sets, Leftovers.IMPORT);
            });
            try (Closeable unneeded = () -> OwnFiles.run(fresh, () -> NewFiles.remove(fresh))) {
                SetArchive.read(file, fresh);
                BackupSet unpacked = BackupSet.unpacked(file, as, fresh, disks, clock);
                unpacked.read();
                BackupSet here = as.isPresent() ? open(as.get()) : only(unpacked.config().set());
                if (!here.config().set().equals(unpacked.config().set())) {
                    throw new RefusedException("%s: is of set %s; '%s' is another one, %s".formatted(file,
                            unpacked.config().set(), here.name(), here.config().set()));
                }
                return new Updated(here, here.update(unpacked));
            }
        } finally {
            lock.close();
        }
    }

    /**
     * What a newer bundle brought.
     *
     * @param set the set here
     * @param lines how many lines its ledger has more; 0 if it knew everything
     */
    public record Updated(BackupSet set, long lines) {
    }

    private BackupSet only(UUID identity) throws IOException {
        List<BackupSet> found = new ArrayList<>();
        Optional<IOException> fault = Optional.empty();
        for (SetName name : names()) {
            try {
                BackupSet set = open(name);
                if (set.config().set().equals(identity)) {
                    found.add(set);
                }
            } catch (IOException e) {
                // it may be the one, and none of the others need be
                fault = Optional.of(e);
            }
        }
        if (found.isEmpty()) {
            throw fault.isPresent() ? fault.get() : nothingToUpdate();
        }
        if (found.size() > 1) {
            throw new UsageException("%s are the same set; say with --as which of them takes the bundle".formatted(
                    String.join(" and ", found.stream().map(set -> "'" + set.name() + "'").toList())));
        }
        return found.get(0);
    }

    private UsageException nothingToUpdate() {
        return new UsageException("no set in %s is the one in the bundle; without --update it is taken in".formatted(
                folder.resolve(SETS)));
    }

    /**
     * Gives a set another name here. Its discs keep theirs, which stand on their labels. The folder is moved in one
     * step; what its description says follows, at the latest when the set is written next.
     *
     * @throws RefusedException if something of the new name is there
     * @throws org.arenavault.io.OperatorNeededException if another process writes the set
     */
    @SuppressWarnings("try")
    public BackupSet rename(SetName name, SetName other) throws IOException {
        BackupSet set = open(name);
        Path target = folderOf(other);
        ProcessLock bundles = Leftovers.hold(sets(), clock);
        try (LockedSet locked = set.lock()) {
            if (OwnFiles.exists(target)) {
                throw new RefusedException("set '%s' exists already: %s".formatted(other, target));
            }
            OwnFiles.run(target, () -> DurableFiles.moveToNew(set.folder(), target));
        } finally {
            bundles.close();
        }
        BackupSet renamed = open(other);
        renamed.lock().close();
        return open(other);
    }

    /**
     * Puts a set aside, with all that lies in its folder: from then on it is no set of the vault. One whose files are
     * damaged can be put aside, too.
     *
     * @return where it is
     * @throws UsageException if there is none
     * @throws org.arenavault.io.OperatorNeededException if another process writes it
     */
    public Path putAside(SetName name) throws IOException {
        Path path = folderOf(name);
        if (!OwnFiles.exists(path.resolve(BackupSet.CONFIG))) {
            throw unknown(name);
        }
        DurableFiles.refuseLink(path);
        Path removed = folder.resolve(REMOVED);
        String dated = "%s-%s".formatted(name, STAMP.format(clock.now().atOffset(ZoneOffset.UTC)));
        ProcessLock lock = BackupSet.lock(name, path);
        try {
            return OwnFiles.get(removed, () -> {
                DurableFiles.createFolder(removed);
                Path target = removed.resolve(dated);
                for (int i = 2; PlainFiles.exists(target, LinkOption.NOFOLLOW_LINKS); i++) {
                    target = removed.resolve("%s.%d".formatted(dated, i));
                }
                DurableFiles.moveToNew(path, target);
                return target;
            });
        } finally {
            lock.close();
        }
    }

    private Path folderOf(SetName name) throws VaultException {
        return sets().resolve(name.text());
    }
}
