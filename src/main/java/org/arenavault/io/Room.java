package org.arenavault.io;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much room a file system has, in bytes.
 *
 * @param total all of it
 * @param usable what may be written yet
 */
public record Room(long total, long usable) {

    /**
     * The room where {@code path} lies. Where the system lists no mount for it, as in a chroot, it is asked without.
     *
     * @throws IOException if it cannot be told
     */
    public static Room of(Path path) throws IOException {
        try {
            FileStore store = Files.getFileStore(path);
            return new Room(store.getTotalSpace(), store.getUsableSpace());
        } catch (IOException e) {
            File file = new File(path.toString());
            if (file.getTotalSpace() == 0) {
                throw e;
            }
            return new Room(file.getTotalSpace(), file.getUsableSpace());
        }
    }
}
