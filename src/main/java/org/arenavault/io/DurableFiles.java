package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * Small files that must survive a crash at any instruction, made as {@link NewFiles} makes them; symbolic
 * links are refused.
 */
public final class DurableFiles {


    private DurableFiles() {
    }

    /**
     * Replaces {@code path} by {@code content} as one step: whoever reads it, now or after a crash, finds
     * the old bytes or the new ones, whole. Returns once that is on stable storage.
     */
    public static void replace(Path path, byte[] content) throws IOException {
        refuseLink(path);
        PlainFiles.require(path);
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        try (FileChannel channel = NewFiles.create(fresh)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        NewFiles.keepMode(path, fresh);
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        syncFolder(PlainFiles.folderOf(path));
    }

    /** Creates {@code folder} and what is missing above it, and makes its entry durable. */
    public static void createFolder(Path folder) throws IOException {
        refuseLink(folder);
        if (!PlainFiles.isFolder(folder)) {
            NewFiles.folders(folder);
            syncFolder(PlainFiles.folderOf(folder));
        }
    }

    /** Creates {@code path} empty, with its name durable; one that exists is left alone. */
    public static void createFile(Path path) throws IOException {
        refuseLink(path);
        if (!PlainFiles.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            NewFiles.create(path).close();
            syncFolder(PlainFiles.folderOf(path));
        }
    }

    /** Forces the content of a file that was written without it to stable storage. */
    public static void force(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    /** Forces the names in {@code folder} to stable storage. */
    public static void syncFolder(Path folder) throws IOException {
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * Refuses a path that is a symbolic link, so that nobody can point the vault elsewhere.
     *
     * @throws RefusedException if it is one
     */
    public static void refuseLink(Path path) throws VaultException {
        if (OwnFiles.get(path, () -> PlainFiles.isLink(path))) {
            throw new RefusedException(path + ": is a symbolic link; the vault holds real files only");
        }
    }
}
