package org.arenavault.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** A folder for files that nobody needs afterwards. */
public final class ScratchFolder implements Closeable {

    private final Path path;

    /** A fresh folder in {@code parent}. */
    public ScratchFolder(Path parent) throws IOException {
        path = Files.createTempDirectory(parent, "arenavault");
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(path)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        Files.delete(path);
    }
}
