package org.arenavault.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Disks;
import org.arenavault.io.IoFunction;
import org.arenavault.io.OwnedRange;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;

/**
 * Opens partitions by their names on disks, {@code DISK:NAME}, and files in a FAT file system there,
 * {@code DISK:NAME/FILE}; all else as others do. A file that is really called so comes first.
 */
public final class NamedDisks implements Disks {

    private final Disks others;

    /** What is named otherwise is opened by {@code others}. */
    public NamedDisks(Disks others) {
        this.others = others;
    }

    /**
     * A partition on a disk, or a file in it.
     *
     * @param file in the file system there; empty for the partition
     */
    private record Named(Path disk, String part, String file) {

        static Optional<Named> of(Path path) {
            Path last = path.getFileName();
            Path folder = path.getParent();
            Optional<Named> partition = last == null ? Optional.empty() : of(path, last.toString(), "");
            return partition.isPresent() || last == null || folder == null || folder.getFileName() == null ? partition
                    : of(folder, folder.getFileName().toString(), last.toString());
        }

        private static Optional<Named> of(Path path, String name, String file) {
            int colon = name.lastIndexOf(':');
            return colon < 1 || !DiskPart.isName(name.substring(colon + 1))
                    ? Optional.empty()
                    : Optional.of(new Named(path.resolveSibling(name.substring(0, colon)), name.substring(colon + 1),
                            file));
        }
    }

    private static Storage open(Path path, IoFunction<Path, Storage> opener) throws IOException {
        Optional<Named> named = Named.of(path);
        if (named.isEmpty()) {
            return opener.apply(path);
        }
        try {
            return opener.apply(path);
        } catch (CancelledException e) {
            throw e;
        } catch (VaultException e) {
            Storage disk;
            try {
                disk = opener.apply(named.get().disk());
            } catch (CancelledException stopped) {
                throw stopped;
            } catch (VaultException none) {
                throw e;
            }
            return part(disk, named.get(), path.toString());
        }
    }

    private static Storage part(Storage disk, Named named, String name) throws IOException {
        try {
            DiskPart part = PartitionTables.find(disk, named.part());
            Storage range = new OwnedRange(disk, disk.slice(part.from(), part.to()), name);
            if (named.file().isEmpty()) {
                return range;
            }
            try (range) {
                return new FatFile(name, Fat.open(range).read(named.file(), FatFile.MOST));
            }
        } catch (IOException | RuntimeException | Error e) {
            disk.close();
            throw e;
        }
    }

    @Override
    public Storage openToRead(Path path) throws IOException {
        return open(path, others::openToRead);
    }

    @Override
    public Storage openToVerify(Path path) throws IOException {
        return open(path, others::openToVerify);
    }

    @Override
    public Storage openToWrite(Path path) throws IOException {
        return open(path, others::openToWrite);
    }

    @Override
    public Storage openToCopy(Path path) throws IOException {
        return others.openToCopy(path);
    }

    @Override
    public Disks writingAfar() {
        return new NamedDisks(others.writingAfar());
    }

    @Override
    public Storage create(Path path, long size) throws IOException {
        return others.create(path, size);
    }
}
