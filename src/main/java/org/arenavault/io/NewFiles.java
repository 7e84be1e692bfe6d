package org.arenavault.io;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserPrincipalNotFoundException;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.OperatorNeededException.Need;

/**
 * The one way in which files and folders come into being: whatever the umask says, a file is 0600 and a folder 0700,
 * because arenas, sections, scores and ledgers open everything that a venti holds. Where the environment names a group
 * in {@value #GROUP}, that group may read: 0640 and 0750. What exists keeps its mode.
 */
public final class NewFiles {

    /** The variable of the environment that names who may read as well. */
    public static final String GROUP = "ARENAVAULT_GROUP";

    private static final Set<PosixFilePermission> OWNER_FILE = PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> OWNER_FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> GROUP_FILE = PosixFilePermissions.fromString("rw-r-----");
    private static final Set<PosixFilePermission> GROUP_FOLDER = PosixFilePermissions.fromString("rwxr-x---");

    private NewFiles() {
    }

    /**
     * Creates a file and opens it for reading and writing.
     *
     * @throws FileAlreadyExistsException if there is something of that name, be it a link that leads nowhere
     */
    public static FileChannel create(Path path) throws IOException {
        FileChannel channel = FileChannel.open(path, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE,
                StandardOpenOption.CREATE_NEW), attribute(OWNER_FILE));
        return settled(path, channel);
    }

    /** Opens a file, which is created if it is missing. */
    public static FileChannel open(Path path, OpenOption... options) throws IOException {
        Set<OpenOption> all = new HashSet<>(Arrays.asList(options));
        try {
            all.add(StandardOpenOption.CREATE_NEW);
            return settled(path, FileChannel.open(path, all, attribute(OWNER_FILE)));
        } catch (FileAlreadyExistsException e) {
            all.remove(StandardOpenOption.CREATE_NEW);
            PlainFiles.require(path);
            return FileChannel.open(path, all);
        }
    }

    private static FileChannel settled(Path path, FileChannel channel) throws IOException {
        try {
            settle(path, OWNER_FILE, GROUP_FILE);
            return channel;
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** Opens a file to be written from its beginning; one that exists is emptied. */
    public static OutputStream write(Path path) throws IOException {
        return Channels.newOutputStream(open(path, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING));
    }

    /** Opens a file to be written behind its end. */
    public static OutputStream append(Path path) throws IOException {
        return Channels.newOutputStream(open(path, StandardOpenOption.WRITE, StandardOpenOption.APPEND));
    }

    /** Gives a file that is to take the place of {@code old} the mode that this has; nothing if there is none. */
    public static void keepMode(Path old, Path fresh) throws IOException {
        if (!PlainFiles.isFile(old, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        PosixFileAttributeView view = view(fresh);
        Set<PosixFilePermission> mode = view(old).readAttributes().permissions();
        if (!view.readAttributes().permissions().equals(mode)) {
            view.setPermissions(mode);
        }
    }

    /** Copies a file under a new name; a file that is left there of an earlier attempt goes first. */
    public static void copy(Path from, Path to) throws IOException {
        Files.deleteIfExists(to);
        try (InputStream in = PlainFiles.read(from); FileChannel out = create(to)) {
            in.transferTo(Channels.newOutputStream(out));
            out.force(true);
        }
    }

    /** Creates a folder in one that exists. */
    public static void folder(Path path) throws IOException {
        Files.createDirectory(path, attribute(OWNER_FOLDER));
        settle(path, OWNER_FOLDER, GROUP_FOLDER);
    }

    /**
     * Creates a folder with what is missing above it; one that exists is left alone.
     *
     * @throws RefusedException if something else stands in its place
     */
    public static void folders(Path path) throws IOException {
        if (PlainFiles.isFolder(path)) {
            return;
        }
        PlainFiles.requireFolder(path);
        Path above = path.toAbsolutePath().getParent();
        if (above != null) {
            folders(above);
        }
        try {
            folder(path);
        } catch (FileAlreadyExistsException e) {
            if (!PlainFiles.isFolder(path)) {
                throw e;
            }
        }
    }

    /** Creates an empty file of a name that nobody uses. */
    public static Path temporary(Path folder, String prefix, String suffix) throws IOException {
        Path path = Files.createTempFile(folder, prefix, suffix, attribute(OWNER_FILE));
        settle(path, OWNER_FILE, GROUP_FILE);
        return path;
    }

    /**
     * Creates an empty file for reading and writing, whose name is taken away at once: nothing of it is left once it is
     * closed, however this program ends.
     */
    public static FileChannel nameless(Path folder, String prefix) throws IOException {
        Path path = temporary(folder, prefix, "");
        try {
            return FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
        } finally {
            Files.delete(path);
        }
    }

    /** Creates a folder of a name that nobody uses. */
    public static Path temporaryFolder(Path folder, String prefix) throws IOException {
        Path path = Files.createTempDirectory(folder, prefix, attribute(OWNER_FOLDER));
        settle(path, OWNER_FOLDER, GROUP_FOLDER);
        return path;
    }

    private static FileAttribute<Set<PosixFilePermission>> attribute(Set<PosixFilePermission> mode) {
        return PosixFilePermissions.asFileAttribute(mode);
    }

    /** What was just made is the owner's alone, or less by the umask; now it gets what it is to have. */
    private static void settle(Path path, Set<PosixFilePermission> alone, Set<PosixFilePermission> shared)
            throws IOException {
        PosixFileAttributeView view = view(path);
        Optional<GroupPrincipal> group = group(path);
        if (group.isPresent()) {
            share(path, view, group.get());
        }
        Set<PosixFilePermission> wanted = group.isPresent() ? shared : alone;
        try {
            if (!view.readAttributes().permissions().equals(wanted)) {
                view.setPermissions(wanted);
            }
        } catch (FileSystemException e) {
            // a file system without modes, such as FAT: its mount says who may read
            return;
        }
    }

    /** Takes away a file, or a folder with all in it; links are taken away, not followed. */
    public static void remove(Path path) throws IOException {
        if (!PlainFiles.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(path, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path folder, IOException failure) throws IOException {
                Files.delete(folder);
                return FileVisitResult.CONTINUE;
            }
        });
    }

    private static PosixFileAttributeView view(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class, LinkOption.NOFOLLOW_LINKS);
    }

    private static void share(Path path, PosixFileAttributeView view, GroupPrincipal group) throws IOException {
        try {
            if (!view.readAttributes().group().equals(group)) {
                view.setGroup(group);
            }
        } catch (FileSystemException e) {
            throw new OperatorNeededException(Need.PERMISSION, "%s: cannot be given to the group %s (%s); be a member "
                    .formatted(path, group.getName(), Reason.of(e)) + "of it, or unset " + GROUP, e);
        }
    }

    private static Optional<GroupPrincipal> group(Path path) throws IOException {
        Optional<String> name = Environment.variable(GROUP);
        try {
            return name.isEmpty() ? Optional.empty() : Optional.of(path.getFileSystem()
                    .getUserPrincipalLookupService().lookupPrincipalByGroupName(name.get()));
        } catch (UserPrincipalNotFoundException e) {
            throw new UsageException("%s: there is no group '%s'".formatted(GROUP, name.get()), e);
        }
    }
}
