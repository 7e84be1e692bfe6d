package org.arenavault.cli.arenas;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Disks;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Partition;
import org.arenavault.venti.format.VentiConf;

/** The files that the {@code arenas} commands take: arena partitions, extracted arenas, or the list of them. */
final class ArenaFiles {

    static final String DESCRIPTION = "An arena partition (a file, a device, or file:lo-hi), an extracted arena, or a "
            + "venti.conf for all partitions that it names; each may lie on a file server: 9p:HOST//PATH.";

    private ArenaFiles() {
    }

    /** What the arguments name, each venti.conf replaced by its {@code arenas} lines. */
    static List<Partition> of(List<String> arguments, Disks disks) throws IOException {
        List<Partition> files = new ArrayList<>();
        for (String argument : arguments) {
            Partition file = one(argument);
            if (isConfiguration(file, disks)) {
                files.addAll(VentiConf.read(file.path(), disks).arenas());
            } else {
                files.add(file);
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
        } catch (CancelledException e) {
            throw e;
        } catch (IOException e) {
            // whoever opens it to read it tells what ails it
            return false;
        }
    }
}
