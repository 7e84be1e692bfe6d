package org.arenavault.io;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The one way in which a file takes the place of another: what is new is written beside it, as {@link NewFiles} makes
 * files, and renamed. Whoever reads the file finds the old bytes or the new ones, whole. Symbolic links are refused.
 */
public final class DurableFiles {

    /** What writes the content of a file. It need not flush, and closes nothing. */
    @FunctionalInterface
    public interface Content {

        /** Writes it, from the first byte to the last. */
        void writeTo(OutputStream out) throws IOException;
    }

    private static final String FRESH = ".new";
    private static final int BUFFER = 1 << 16;

    private DurableFiles() {
    }

    /**
     * Replaces {@code path} by {@code content} as one step, also if the machine crashes in the midst of it. Returns
     * once that is on stable storage.
     */
    public static void replace(Path path, byte[] content) throws IOException {
        replace(path, out -> out.write(content));
    }

    /** The same of content that is written bit by bit. If it fails nothing is replaced. */
    public static void replace(Path path, Content content) throws IOException {
        refuseLink(path);
        PlainFiles.require(path);
        Path fresh = beside(path);
        orRemove(fresh, () -> {
            write(fresh, content, true);
            NewFiles.keepMode(path, fresh);
            moveOver(fresh, path);
        });
    }

    /**
     * The same without forcing anything to stable storage: for what its reader checks, or can do without. After a crash
     * of the machine it may be the old one, the new one, or damaged.
     *
     * @param fresh where it is written first, in the same file system; its name is the caller's alone
     */
    public static void replaceUnforced(Path path, Path fresh, Content content) throws IOException {
        orRemove(fresh, () -> {
            write(fresh, content, false);
            swap(fresh, path);
        });
    }

    /**
     * Creates a file as one step: it is there whole or not at all. Returns once it is on stable storage.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is something of that name
     */
    public static void create(Path path, Content content) throws IOException {
        Path fresh = beside(path);
        orRemove(fresh, () -> {
            write(fresh, content, true);
            moveToNew(fresh, path);
        });
    }

    private static void orRemove(Path fresh, OwnFiles.Step step) throws IOException {
        try {
            step.run();
        } catch (IOException | RuntimeException e) {
            try {
                Files.deleteIfExists(fresh);
            } catch (IOException left) {
                e.addSuppressed(left);
            }
            throw e;
        }
    }

    private static Path beside(Path path) {
        return PlainFiles.beside(path, FRESH);
    }

    private static void write(Path fresh, Content content, boolean forced) throws IOException {
        Files.deleteIfExists(fresh);
        try (FileChannel channel = NewFiles.create(fresh)) {
            OutputStream out = new BufferedOutputStream(Channels.newOutputStream(channel), BUFFER);
            content.writeTo(new FilterOutputStream(out) {
                @Override
                public void write(byte[] bytes, int offset, int length) throws IOException {
                    out.write(bytes, offset, length);
                }

                @Override
                public void close() throws IOException {
                    // the file is still to be forced
                    out.flush();
                }
            });
            out.flush();
            if (forced) {
                channel.force(true);
            }
        }
    }

    /** Puts a file that is on stable storage in the place of another; returns once its name is, too. */
    public static void moveOver(Path fresh, Path path) throws IOException {
        swap(fresh, path);
        syncFolder(PlainFiles.folderOf(path));
    }

    /** The same for what nobody looks for after a crash. */
    public static void swap(Path fresh, Path path) throws IOException {
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /**
     * Gives a file, or a folder, that is on stable storage the name that it is to have; returns once that is, too.
     *
     * @throws java.nio.file.FileAlreadyExistsException if there is something of that name
     */
    public static void moveToNew(Path fresh, Path path) throws IOException {
        Files.move(fresh, path);
        syncFolder(PlainFiles.folderOf(path));
        if (!PlainFiles.folderOf(fresh).equals(PlainFiles.folderOf(path))) {
            syncFolder(PlainFiles.folderOf(fresh));
        }
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
