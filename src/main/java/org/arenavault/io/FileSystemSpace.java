package org.arenavault.io;

import java.io.File;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * How much a file system holds, in bytes.
 *
 * @param total all of it
 * @param usable what may be written yet
 */
public record FileSystemSpace(long total, long usable) {

    /**
     * The space where {@code path} lies. Where the system lists no mount for it, as in a chroot, it is asked without.
     *
     * @throws IOException if it cannot be told
     */
    public static FileSystemSpace of(Path path) throws IOException {
        try {
            FileStore store = Files.getFileStore(path);
            return new FileSystemSpace(store.getTotalSpace(), store.getUsableSpace());
        } catch (IOException e) {
            File file = new File(path.toString());
            if (file.getTotalSpace() == 0) {
                throw e;
            }
            return new FileSystemSpace(file.getTotalSpace(), file.getUsableSpace());
        }
    }
}
