package org.arenavault.fossil;

import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.FileKey;

/** Which process has a file or device open, as far as the system lets us see. */
public final class OpenFiles {

    private static final Path PROCESSES = Path.of("/proc");

    private OpenFiles() {
    }

    /**
     * A process other than this one that has {@code path} open, under whatever name.
     *
     * @return its number; empty if there is none, or none that this user may look at
     */
    public static Optional<Long> holder(Path path) throws IOException {
        Optional<FileKey> wanted = FileKey.of(path);
        if (wanted.isEmpty() || !Files.isDirectory(PROCESSES)) {
            return Optional.empty();
        }
        long self = ProcessHandle.current().pid();
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                long number = Long.parseLong(process.getFileName().toString());
                if (number != self && hasOpen(process.resolve("fd"), wanted.get())) {
                    return Optional.of(number);
                }
            }
        }
        return Optional.empty();
    }

    private static boolean hasOpen(Path descriptors, FileKey wanted) throws IOException {
        try (DirectoryStream<Path> open = Files.newDirectoryStream(descriptors)) {
            for (Path descriptor : open) {
                if (FileKey.of(descriptor).equals(Optional.of(wanted))) {
                    return true;
                }
            }
            return false;
        } catch (FileSystemException | DirectoryIteratorException e) {
            return false; // the process is another user's, or has just ended
        }
    }
}
