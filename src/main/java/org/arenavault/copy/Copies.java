package org.arenavault.copy;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.Clock;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.FileKey;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.OwnFileException;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.ProcessLock;
import org.arenavault.io.RefusedException;
import org.arenavault.io.UsageException;

/** All copies of a vault: those under way, and the history of those that ended. */
public final class Copies {

    private static final String FOLDER = "copies";

    private final Path folder;
    private final Disks disks;

    /** The number of the copy that was put on record last, or was about to be; 0 for none. */
    private int recorded;

    /** The copies of the vault in this folder; there may be none yet. */
    public Copies(Path vault, Disks disks) {
        this.folder = vault.resolve(FOLDER);
        this.disks = disks;
    }

    /** From the first to the newest. */
    public List<CopyFolder> all() throws IOException {
        List<CopyFolder> copies = new ArrayList<>();
        if (OwnFiles.isFolder(folder)) {
            OwnFiles.run(folder, () -> {
                try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                    for (Path entry : entries) {
                        if (entry.getFileName().toString().matches("[1-9][0-9]{0,8}")
                                && OwnFiles.mayExist(entry.resolve(CopyFolder.RECORD))) {
                            copies.add(new CopyFolder(entry, disks));
                        }
                    }
                }
            });
        }
        copies.sort(Comparator.comparingInt(CopyFolder::number));
        return copies;
    }

    /**
     * The copy that is meant: by its number, or the newest one to a destination; without a name the newest that is
     * not at its end, else the newest.
     *
     * @throws UsageException if there is none
     */
    public CopyFolder find(String name) throws IOException {
        List<CopyFolder> copies = all();
        CopyFolder open = null;
        CopyFolder newest = null;
        for (CopyFolder copy : copies) {
            if (!name.isEmpty() && !isMeant(copy, name)) {
                continue;
            }
            newest = copy;
            open = known(copy).filter(record -> record.state().status().isOpen()).isPresent() ? copy : open;
        }
        if (newest == null) {
            throw name.isEmpty() ? new UsageException("no copy was ever started here")
                    : new UsageException("there is no copy '%s'".formatted(name)).next("arenavault device-copy list",
                            "shows them");
        }
        return open != null && name.isEmpty() ? open : newest;
    }

    private static boolean isMeant(CopyFolder copy, String name) throws IOException {
        if (name.matches("[0-9]{1,9}")) {
            return copy.number() == Integer.parseInt(name);
        }
        String path = Path.of(name).toAbsolutePath().normalize().toString();
        return known(copy).filter(record -> record.plan().destination().path().equals(path)).isPresent();
    }

    /** The record of a copy; one that is damaged claims nothing, and keeps no other from its work. */
    private static Optional<CopyRecord> known(CopyFolder copy) throws IOException {
        try {
            return Optional.of(copy.load());
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    /** The number that the next copy gets. */
    public int nextNumber() throws IOException {
        List<CopyFolder> copies = all();
        return copies.isEmpty() ? 1 : copies.get(copies.size() - 1).number() + 1;
    }

    /** Puts a new copy on record; nothing of it is done yet. */
    public CopyFolder create(CopyPlan plan) throws IOException {
        OwnFiles.run(folder, () -> DurableFiles.createFolder(folder));
        Path path = folder.resolve(Integer.toString(plan.number()));
        if (OwnFiles.exists(path.resolve(CopyFolder.RECORD))) {
            throw new RefusedException(path + ": exists already; somebody else started a copy just now, try again");
        }
        OwnFiles.run(path, () -> DurableFiles.createFolder(path));
        CopyFolder copy = new CopyFolder(path, disks);
        recorded = plan.number();
        try {
            copy.save(new CopyRecord(plan, CopyState.begin(plan)));
            OwnFiles.run(folder, () -> DurableFiles.syncFolder(folder));
        } catch (IOException | OwnFileException e) {
            // a copy that was refused is on record nowhere
            try {
                Files.deleteIfExists(path.resolve(CopyFolder.RECORD));
                recorded = 0;
            } catch (IOException again) {
                e.addSuppressed(again);
            }
            throw e;
        }
        return copy;
    }

    /** Whether a copy of this number was put on record here, as far as that is known. */
    boolean has(int number) {
        return number == recorded
                && OwnFiles.mayExist(folder.resolve(Integer.toString(number)).resolve(CopyFolder.RECORD));
    }

    /**
     * Puts on record that a medium was read back by its manifest and is damaged: no copy to it counts as verified any
     * more.
     *
     * @param medium where it is now
     * @param found what was read, and what is damaged of it
     * @return the numbers of those copies
     */
    public List<Integer> damaged(Path medium, ManifestCheck.Result found, DeviceTable devices, Clock clock)
            throws IOException {
        String path = medium.toAbsolutePath().normalize().toString();
        DeviceIdentity here = devices.identify(medium);
        List<Integer> numbers = new ArrayList<>();
        for (CopyFolder copy : all()) {
            Optional<CopyRecord> known = known(copy);
            if (known.isEmpty()) {
                continue;
            }
            CopyRecord record = known.get();
            List<ByteRange> damaged = found.damaged().stream()
                    .filter(range -> range.overlaps(record.plan().range())).toList();
            if (isTo(record, here, path) && record.state().status() == CopyStatus.DONE && !damaged.isEmpty()) {
                copy.save(record.with(record.state().verified(record.state().verified(), damaged)
                        .with(CopyStatus.FAILED, CopyWorker.unlike(damaged)).at(clock.now(), 0)));
                numbers.add(copy.number());
            }
        }
        return numbers;
    }

    /**
     * Puts on record that a copy is about to be written over what earlier ones wrote: none of these counts as verified
     * any more, and none can be resumed.
     *
     * @param by the copy, from its position on
     * @param destination where that is now
     */
    void overwrite(CopyRecord by, Path destination, DeviceTable devices, Clock clock) throws IOException {
        ByteRange written = new ByteRange(by.state().position(), by.plan().range().end());
        String path = destination.toAbsolutePath().normalize().toString();
        DeviceIdentity here = devices.identify(destination);
        for (CopyFolder copy : all()) {
            Optional<CopyRecord> known = known(copy).filter(record -> record.plan().number() != by.plan().number()
                    && record.state().status().isResult() && record.plan().range().overlaps(written));
            if (known.isPresent() && isTo(known.get(), here, path)) {
                copy.save(known.get().with(known.get().state().with(CopyStatus.OVERWRITTEN,
                        "by copy %d".formatted(by.plan().number())).at(clock.now(), 0)));
            }
        }
    }

    private static boolean isTo(CopyRecord record, DeviceIdentity here, String path) throws IOException {
        DeviceIdentity there = record.plan().destination();
        if (there.isNull() || here.isCertainlyOther(there)) {
            return false;
        }
        return there.isCertainlySame(here) || there.path().equals(path)
                || (PlainFiles.exists(Path.of(there.path())) && Files.isSameFile(Path.of(there.path()), Path.of(path)));
    }

    /**
     * The copy to the same destination that is not at its end.
     *
     * @param destination by its path and, if there is one, by its serial number or UUID
     */
    public Optional<CopyFolder> openCopyTo(DeviceIdentity destination) throws IOException {
        for (CopyFolder copy : all()) {
            Optional<CopyRecord> open = known(copy).filter(record -> record.state().status().isOpen());
            if (open.isPresent() && !destination.isNull()
                    && isTo(open.get(), destination, destination.path())) {
                return Optional.of(copy);
            }
        }
        return Optional.empty();
    }

    /** The lock on a destination, by what it is and not by its name. */
    ProcessLock lockDestination(Path path) throws IOException {
        FileKey key = FileKey.of(path).orElseThrow(() -> new OperatorNeededException(
                OperatorNeededException.Need.GONE, path + ": is gone"));
        Path lock = folder.resolve("%s-%d-%d.lock".formatted(key.kind(), key.device(), key.inode()));
        return ProcessLock.take(lock, path + " as a destination", OperatorNeededException.Need.LOCKED);
    }
}
