package org.arenavault.cli.common;

import java.io.IOException;
import java.nio.file.Path;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;

/** A page that is written where the operator says; one that is there is replaced, and nothing else. */
public final class PageFile {

    private PageFile() {
    }

    /**
     * Writes it, readable by its owner alone.
     *
     * @throws RefusedException if a folder is in its place
     */
    public static void write(Path file, byte[] page) throws IOException {
        if (PlainFiles.isFolder(file)) {
            throw new RefusedException(file + ": is a directory");
        }
        DurableFiles.replace(file, page);
    }
}
