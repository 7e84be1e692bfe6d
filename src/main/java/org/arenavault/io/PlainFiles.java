package org.arenavault.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.AccessDeniedException;
import java.nio.file.AccessMode;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The one gate to files. A pipe, a socket, a terminal or another character device in a file's place is refused before
 * it is opened: opening or reading it can wait for ever, and no signal ends such a wait. What is missing or may not be
 * looked at is left to the opening itself, which says so.
 */
public final class PlainFiles {

    /** Bytes of the longest name that file systems take. */
    private static final int LONGEST_NAME = 255;

    private static final int KIND = 0xF000;
    private static final int PIPE = 0x1000;
    private static final int CHARACTERS = 0x2000;
    private static final int FOLDER = 0x4000;
    private static final int BLOCKS = 0x6000;
    private static final int FILE = 0x8000;
    private static final int SOCKET = 0xC000;

    private PlainFiles() {
    }

    /**
     * Refuses what is there and is no regular file; a symbolic link is followed.
     *
     * @throws RefusedException if it is a pipe, a socket, a folder or a device
     */
    public static void require(Path path) throws RefusedException {
        int kind = kind(path);
        if (kind != FILE && kind != 0) {
            throw new RefusedException("%s: is %s, where a regular file is expected".formatted(path, text(kind)));
        }
    }

    /**
     * Refuses what is there and is neither a regular file nor a block device; a symbolic link is followed.
     *
     * @throws RefusedException if it is a folder, a pipe, a socket or a character device
     */
    static void requireStorage(Path path) throws RefusedException {
        int kind = kind(path);
        if (kind != FILE && kind != BLOCKS && kind != 0) {
            throw new RefusedException("%s: is %s, where a regular file or a block device is expected"
                    .formatted(path, text(kind)));
        }
    }

    /**
     * Refuses what is there and is no folder; a symbolic link is followed.
     *
     * @throws RefusedException if it is a file or whatever else
     */
    static void requireFolder(Path path) throws RefusedException {
        int kind = kind(path);
        if (kind != FOLDER && kind != 0) {
            throw new RefusedException("%s: is %s, where a folder is expected".formatted(path, text(kind)));
        }
    }

    /**
     * Whether something of this name is there; without options a symbolic link is followed. Only what the system knows
     * to be absent counts so: where it cannot tell, nothing may be concluded.
     *
     * @throws IOException if it cannot be told
     */
    public static boolean exists(Path path, LinkOption... options) throws IOException {
        return attributes(path, options).isPresent();
    }

    /** The same of a regular file. */
    public static boolean isFile(Path path, LinkOption... options) throws IOException {
        return attributes(path, options).filter(BasicFileAttributes::isRegularFile).isPresent();
    }

    /** The same of a folder. */
    public static boolean isFolder(Path path, LinkOption... options) throws IOException {
        return attributes(path, options).filter(BasicFileAttributes::isDirectory).isPresent();
    }

    /** The same of a symbolic link, wherever it leads. */
    public static boolean isLink(Path path) throws IOException {
        return attributes(path, LinkOption.NOFOLLOW_LINKS).filter(BasicFileAttributes::isSymbolicLink).isPresent();
    }

    /**
     * Whether it is there and may be written.
     *
     * @throws IOException if it cannot be told
     */
    public static boolean isWritable(Path path) throws IOException {
        try {
            path.getFileSystem().provider().checkAccess(path, AccessMode.WRITE);
            return true;
        } catch (NoSuchFileException | AccessDeniedException e) {
            return false;
        } catch (FileSystemException e) {
            if (SystemFault.READ_ONLY.isToldBy(e)) {
                return false;
            }
            throw e;
        }
    }

    /** Whether a folder is there, or it cannot be told: whoever works in it is told what ails it. */
    public static boolean mayBeFolder(Path path) {
        try {
            return isFolder(path);
        } catch (IOException e) {
            return true;
        }
    }

    private static Optional<BasicFileAttributes> attributes(Path path, LinkOption... options) throws IOException {
        try {
            return Optional.of(Files.readAttributes(path, BasicFileAttributes.class, options));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (FileSystemException e) {
            if (canBe(path)) {
                throw e;
            }
            return Optional.empty();
        }
    }

    /** False if nothing can have this name: it is too long, or lies below what is no folder. */
    private static boolean canBe(Path path) {
        for (Path part : path) {
            if (part.toString().getBytes(Charset.defaultCharset()).length > LONGEST_NAME) {
                return false;
            }
        }
        return !Files.isRegularFile(folderOf(path));
    }

    /** The folder that a path lies in; the root lies in itself. */
    public static Path folderOf(Path path) {
        Path whole = path.toAbsolutePath();
        Path folder = whole.getParent();
        return folder == null ? whole : folder;
    }

    /** The last name of a path; empty for the root, which has none. */
    public static String nameOf(Path path) {
        Path name = path.getFileName();
        return name == null ? "" : name.toString();
    }

    /**
     * What lies beside a file under its name and more.
     *
     * @param suffix what stands behind the name, ".lock"
     */
    public static Path beside(Path path, String suffix) {
        return path.resolveSibling(nameOf(path) + suffix);
    }

    /** The kind's bits of the mode; 0 if nobody can tell. */
    private static int kind(Path path) {
        try {
            return ((Integer) Files.getAttribute(path, "unix:mode")) & KIND;
        } catch (IOException e) {
            // opening it fails as well, and says better why
            return 0;
        }
    }

    private static String text(int kind) {
        return switch (kind) {
            case PIPE -> "a named pipe";
            case CHARACTERS -> "a character device";
            case FOLDER -> "a directory";
            case BLOCKS -> "a block device";
            case FILE -> "a regular file";
            case SOCKET -> "a socket";
            default -> "no regular file";
        };
    }

    /** The bytes of a file, one after the other. */
    public static InputStream read(Path path, OpenOption... options) throws IOException {
        require(path);
        return Files.newInputStream(path, options);
    }

    /** All bytes of a file that is known to be small. */
    public static byte[] bytes(Path path) throws IOException {
        require(path);
        return Files.readAllBytes(path);
    }

    /** All text of a file that is known to be small. */
    public static String text(Path path, Charset charset) throws IOException {
        require(path);
        return Files.readString(path, charset);
    }

    /** All lines of a file that is known to be small. */
    public static List<String> lines(Path path, Charset charset) throws IOException {
        require(path);
        return Files.readAllLines(path, charset);
    }

    /** A file to be read or written anywhere. */
    public static FileChannel channel(Path path, Set<? extends OpenOption> options, FileAttribute<?>... attributes)
            throws IOException {
        require(path);
        return FileChannel.open(path, options, attributes);
    }
}
