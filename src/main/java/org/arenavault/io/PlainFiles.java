package org.arenavault.io;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.util.List;
import java.util.Set;

/**
 * The one gate to files. A pipe, a socket, a terminal or another character device in a file's place is refused before
 * it is opened: opening or reading it can wait for ever, and no signal ends such a wait. What is missing or may not be
 * looked at is left to the opening itself, which says so.
 */
public final class PlainFiles {

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
            throw new RefusedException("%s: is %s, where a regular file is expected".formatted(path, words(kind)));
        }
    }

    /**
     * Refuses what is there and is neither a regular file nor a block device; a symbolic link is followed.
     *
     * @throws UsageException if it is a folder
     * @throws RefusedException if it is a pipe, a socket or a character device
     */
    static void requireStorage(Path path) throws RefusedException, UsageException {
        int kind = kind(path);
        if (kind == FOLDER) {
            throw new UsageException(path + ": is a directory, not a file or a device");
        }
        if (kind != FILE && kind != BLOCKS && kind != 0) {
            throw new RefusedException("%s: is %s, where a regular file or a block device is expected"
                    .formatted(path, words(kind)));
        }
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

    private static String words(int kind) {
        return switch (kind) {
            case PIPE -> "a named pipe";
            case CHARACTERS -> "a character device";
            case FOLDER -> "a directory";
            case BLOCKS -> "a block device";
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
