package org.arenavault.cli.arenas;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Disks;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.ArenaFile;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;

/** The files that the {@code arenas} commands take: arena partitions, extracted arenas, or the list of them. */
final class ArenaFiles {

    static final String DESCRIPTION = "An arena partition (a file, a device, or file:lo-hi), an extracted arena, or a "
            + "venti.conf for all partitions that it names; each may lie on a file server: 9p:HOST//PATH.";

    private ArenaFiles() {
    }

    /**
     * A file that was named.
     *
     * @param partition where it is
     * @param fault what kept anybody from looking what it is; empty if nothing did
     */
    record Named(Partition partition, Optional<IOException> fault) {

        /** Opens it, unless it could not be opened before: what has failed once is told, though it may work now. */
        ArenaFile open(Disks disks) throws IOException {
            if (fault.isPresent()) {
                throw fault.get();
            }
            return ArenaFile.open(partition.openToRead(disks));
        }

        String text() {
            return partition.text();
        }
    }

    /** What the arguments name, each venti.conf replaced by its {@code arenas} lines. */
    static List<Named> of(List<String> arguments, Disks disks) throws IOException {
        List<Named> files = new ArrayList<>();
        for (String argument : arguments) {
            Partition file = one(argument);
            try {
                List<Partition> all = isConfiguration(file, disks) ? VentiConf.read(file.path(), disks).arenas()
                        : List.of(file);
                all.forEach(each -> files.add(new Named(each, Optional.empty())));
            } catch (CancelledException e) {
                throw e;
            } catch (IOException e) {
                files.add(new Named(file, Optional.of(e)));
            }
        }
        return files;
    }

    /** The one file that an argument names. */
    static Partition one(String argument) throws IOException {
        return Partition.parse(argument, Path.of("").toAbsolutePath());
    }

    /** Nothing that holds an arena is as short as a configuration may be. */
    private static boolean isConfiguration(Partition file, Disks disks) throws IOException {
        if (file.isRange()) {
            return false;
        }
        try (Storage storage = disks.openToRead(file.path())) {
            return storage.size() > 0 && storage.size() <= VentiConf.EMBEDDED_SIZE;
        }
    }
}
