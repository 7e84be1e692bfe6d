package org.arenavault.history;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.PathBytes;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.UnixAttributes;
import org.arenavault.venti.format.Score;
import org.arenavault.venti.vac.Mode;
import org.arenavault.venti.vac.VacName;

/** A file of a mounted tree. */
final class FolderFile implements HistoryFile {

    private static final int SORT_MEMORY = 1 << 20;
    private static final long U32 = 0xFFFF_FFFFL;
    private static final int KIND = 0170000;
    private static final int FIFO = 0010000;
    private static final int CHARACTERS = 0020000;
    private static final int FOLDER = 0040000;
    private static final int BLOCKS = 0060000;
    private static final int LINK = 0120000;
    private static final int SOCKET = 0140000;
    private static final int SETUID = 04000;
    private static final int SETGID = 02000;
    private static final int STICKY = 01000;

    private final Path path;
    private final Path scratch;
    private final Attributes attributes;
    private final Unix unix;

    /**
     * What else the system says of it.
     *
     * @param kind the bits of the mode that tell what it is
     * @param size in bytes
     * @param device the number of a device
     * @param seconds when it was changed last, since 1970
     */
    private record Unix(int kind, long size, long device, long seconds) {
    }

    private FolderFile(Path path, Path scratch, Attributes attributes, Unix unix) {
        this.path = path;
        this.scratch = scratch;
        this.attributes = attributes;
        this.unix = unix;
    }

    static FolderFile of(Path path, Path scratch) throws IOException {
        if (!PlainFiles.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new MediumFaultException(path + ": has vanished meanwhile; start again");
        }
        UnixAttributes said = UnixAttributes.of(path, "mode,size,lastModifiedTime,owner,group,rdev",
                LinkOption.NOFOLLOW_LINKS);
        long seconds = Math.floorDiv(said.time("lastModifiedTime").toMillis(), 1000L);
        Attributes attributes = new Attributes(VacName.of(PathBytes.name(path)), VacName.of(said.name("owner")),
                VacName.of(said.name("group")), VacName.of(""), Math.max(0, Math.min(U32, seconds)),
                mode(said.mode()));
        return new FolderFile(path, scratch, attributes,
                new Unix(said.mode() & KIND, said.number("size"), said.number("rdev"), seconds));
    }

    private static Mode mode(int unix) {
        long bits = unix & 0777;
        bits |= (unix & SETUID) != 0 ? Mode.Bit.SETUID.mask() : 0;
        bits |= (unix & SETGID) != 0 ? Mode.Bit.SETGID.mask() : 0;
        bits |= (unix & STICKY) != 0 ? Mode.Bit.STICKY.mask() : 0;
        bits |= switch (unix & KIND) {
            case FOLDER -> Mode.Bit.DIRECTORY.mask();
            case LINK -> Mode.Bit.SYMLINK.mask();
            case BLOCKS, CHARACTERS -> Mode.Bit.DEVICE.mask();
            case FIFO -> Mode.Bit.NAMED_PIPE.mask();
            default -> 0;
        };
        return new Mode(bits);
    }

    @Override
    public Attributes attributes() {
        return attributes;
    }

    @Override
    public Optional<Qid> qid() {
        return Optional.empty();
    }

    @Override
    public long size() {
        return isDirectory() || isSocket() || attributes.mode().has(Mode.Bit.NAMED_PIPE) ? 0
                : attributes.mode().has(Mode.Bit.DEVICE) ? deviceText().length() : unix.size();
    }

    @Override
    public boolean isSocket() {
        return unix.kind() == SOCKET;
    }

    @Override
    public boolean isTimeReplaced() {
        return unix.seconds() != attributes.mtime();
    }

    @Override
    public Optional<Score> fingerprint() {
        return Optional.empty();
    }

    /** Names alone are sorted; of each file the rest is asked for when it is its turn. */
    @Override
    public FileCursor children() throws IOException {
        NameSorter names = new NameSorter(scratch, SORT_MEMORY);
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(path)) {
            for (Path entry : entries) {
                names.add(new NameSorter.Item(VacName.of(PathBytes.name(entry)), new byte[0]));
            }
            names.sort();
        } catch (DirectoryIteratorException e) {
            names.close();
            throw e.getCause();
        }
        return new FileCursor() {
            @Override
            public Optional<HistoryFile> next() throws IOException {
                Optional<NameSorter.Item> name = names.next();
                return name.isEmpty() ? Optional.empty()
                        : Optional.of(of(PathBytes.resolve(path, name.get().name().toBytes()), scratch));
            }

            @Override
            public void close() throws IOException {
                names.close();
            }
        };
    }

    @Override
    public InputStream open() throws IOException {
        if (attributes.mode().has(Mode.Bit.SYMLINK)) {
            return new ByteArrayInputStream(PathBytes.text(Files.readSymbolicLink(path)));
        }
        if (attributes.mode().has(Mode.Bit.DEVICE)) {
            return text(deviceText());
        }
        return isSocket() || attributes.mode().has(Mode.Bit.NAMED_PIPE) ? text("") : PlainFiles.read(path);
    }

    private static InputStream text(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    /** As vac writes it: kind, major and minor number. */
    private String deviceText() {
        long major = (unix.device() >>> 8 & 0xFFF) | (unix.device() >>> 32 & ~0xFFFL);
        long minor = (unix.device() & 0xFF) | (unix.device() >>> 12 & ~0xFFL);
        return "%s %d %d".formatted(unix.kind() == BLOCKS ? "b" : "c", major, minor & U32);
    }
}
