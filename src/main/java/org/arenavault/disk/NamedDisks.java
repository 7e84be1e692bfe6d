package org.arenavault.disk;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Disks;
import org.arenavault.io.IoFunction;
import org.arenavault.io.OwnedRange;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;

/**
 * Opens partitions by their names on disks, {@code DISK:NAME} and {@code DISK:plan9.1/NAME}, and files in a FAT file
 * system there, {@code DISK:NAME/FILE}; all else as others do. A file that is really called so comes first.
 */
public final class NamedDisks implements Disks {

    /** What may stand behind a partition: a part of it, and a file in that. */
    private static final int DEEPEST = 2;

    private final Disks others;

    /** What is named otherwise is opened by {@code others}. */
    public NamedDisks(Disks others) {
        this.others = others;
    }

    /**
     * A partition on a disk, a part of one, or a file in either.
     *
     * @param below what stands behind it: a part, a file, or both
     */
    private record Named(Path disk, String part, List<String> below) {

        static Optional<Named> of(Path path) {
            List<String> below = new ArrayList<>();
            for (Path at = path; at != null && below.size() <= DEEPEST; at = at.getParent()) {
                Path last = at.getFileName();
                Optional<Named> named = last == null ? Optional.empty() : of(at, last.toString(), below);
                if (last == null || named.isPresent()) {
                    return named;
                }
                below.add(0, last.toString());
            }
            return Optional.empty();
        }

        private static Optional<Named> of(Path path, String name, List<String> below) {
            int colon = name.lastIndexOf(':');
            return colon < 1 || !DiskPart.isName(name.substring(colon + 1))
                    ? Optional.empty()
                    : Optional.of(new Named(path.resolveSibling(name.substring(0, colon)), name.substring(colon + 1),
                            List.copyOf(below)));
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
            DiskTables tables = PartitionTables.of(disk);
            DiskPart part = tables.find(named.part());
            List<String> below = named.below();
            if (!below.isEmpty() && part.table() != DiskPart.Table.PREP && PrepTable.isIn(disk, part)) {
                part = tables.find(named.part() + "/" + below.get(0));
                below = below.subList(1, below.size());
            }
            Storage range = new OwnedRange(disk, disk.slice(part.from(), part.to()), name);
            if (below.isEmpty()) {
                return range;
            }
            try (range) {
                return new FatFile(name, Fat.open(range).read(String.join("/", below), FatFile.MOST));
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
