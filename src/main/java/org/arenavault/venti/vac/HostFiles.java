package org.arenavault.venti.vac;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributeView;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.arenavault.io.NewFiles;
import org.arenavault.io.PathBytes;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Reason;
import org.arenavault.io.RefusedException;
import org.arenavault.io.VaultException;

/**
 * Creates files from an archive in a folder that belongs to us alone. Nothing that exists is ever opened, replaced
 * or followed: everything is created, and fails if something of that name is there.
 */
final class HostFiles {

    private HostFiles() {
    }

    /**
     * Where a file of this name goes: names are bytes, on the host as in the archive.
     *
     * @throws RefusedException if the name would lead out of the folder
     */
    static Path child(Path folder, VacName name) throws RefusedException {
        if (!name.isPlain()) {
            throw new RefusedException("'%s' in %s is no name that a file may have; it is left out"
                    .formatted(name, folder));
        }
        return PathBytes.resolve(folder, name.toBytes());
    }

    /**
     * The folder to extract into: created, or found empty.
     *
     * @throws RefusedException if it is something else, or holds anything
     */
    static void prepareTarget(Path target) throws IOException {
        if (!PlainFiles.exists(target, LinkOption.NOFOLLOW_LINKS)) {
            createFolder(target);
            return;
        }
        if (!PlainFiles.isFolder(target, LinkOption.NOFOLLOW_LINKS)) {
            throw new RefusedException(target + ": exists and is no folder; give the name of a new one");
        }
        try (var files = Files.list(target)) {
            if (files.findAny().isPresent()) {
                throw new RefusedException(target + ": is not empty; give the name of a new folder");
            }
        }
    }

    static void createFolder(Path folder) throws IOException {
        NewFiles.folder(folder);
    }

    /** A fresh file that only its owner can read. */
    static FileChannel createFile(Path file) throws IOException {
        return NewFiles.create(file);
    }

    static void writeAt(FileChannel file, long position, ByteBuffer bytes) throws IOException {
        long at = position;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    /** Gives a file its length where it ends with a hole. */
    static void extendTo(FileChannel file, long size) throws IOException {
        if (size > file.size()) {
            writeAt(file, size - 1, ByteBuffer.allocate(1));
        }
    }

    /** Sets permissions and time of modification of what we have just created. */
    static void finish(Path file, DirectoryRecord record) throws IOException {
        PosixFileAttributeView posix =
                Files.getFileAttributeView(file, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
        posix.setPermissions(permissions(record.mode().permissions()));
        Files.getFileAttributeView(file, BasicFileAttributeView.class, LinkOption.NOFOLLOW_LINKS)
                .setTimes(FileTime.from(record.times().mtime(), TimeUnit.SECONDS), null, null);
    }

    private static Set<PosixFilePermission> permissions(int mode) {
        Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
        PosixFilePermission[] inOrder = PosixFilePermission.values();
        for (int i = 0; i < inOrder.length; i++) {
            if ((mode >> (inOrder.length - 1 - i) & 1) != 0) {
                set.add(inOrder[i]);
            }
        }
        return set;
    }

    /** One line on what the host would not do. */
    static String problem(Object file, IOException cause) {
        if (cause instanceof VaultException known) {
            return known.getMessage();
        }
        if (cause instanceof FileAlreadyExistsException) {
            return file + ": exists already; it is left as it is";
        }
        String reason = cause instanceof FileSystemException e && e.getReason() != null ? e.getReason()
                : Reason.of(cause);
        return "%s: %s".formatted(file, reason);
    }
}
