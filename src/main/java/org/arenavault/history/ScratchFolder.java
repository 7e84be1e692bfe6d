package org.arenavault.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OwnFiles;

/** A folder for files that nobody needs afterwards. */
public final class ScratchFolder implements Closeable {

    private final Path path;

    /** A fresh folder in {@code parent}. */
    public ScratchFolder(Path parent) throws IOException {
        path = OwnFiles.get(parent, () -> NewFiles.temporaryFolder(parent, "arenavault"));
    }

    /** Makes a folder that holds nothing: what a process that was killed left there goes. */
    static void empty(Path folder) throws IOException {
        OwnFiles.run(folder, () -> {
            DurableFiles.createFolder(folder);
            removeFiles(folder);
        });
    }

    private static void removeFiles(Path folder) throws IOException {
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
    }

    /** Where it is. */
    public Path path() {
        return path;
    }

    @Override
    public void close() throws IOException {
        OwnFiles.run(path, () -> {
            removeFiles(path);
            Files.delete(path);
        });
    }
}
