package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arenavault.disk.DiskPart;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Dial;
import org.arenavault.io.Disks;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.ninep.NinePath;

/**
 * A venti's configuration (venti-format 8): a text file, or text stored in the blank area of a partition. One that lies
 * on a file server names files of that server.
 *
 * @param source where it was read
 * @param index the index's name
 * @param sections index sections, in order
 * @param arenas arena partitions, in order
 * @param bloom the Bloom filter's partition, if there is one
 * @param address where the server speaks its protocol
 * @param httpAddress where the server shows its status pages, if it does
 */
public record VentiConf(Path source, String index, List<Partition> sections, List<Partition> arenas,
                        Optional<Partition> bloom, String address, Optional<String> httpAddress) {

    /** Where the text lies in a partition, and how long it may be there. */
    public static final int EMBEDDED_AT = 248 * 1024;
    public static final int EMBEDDED_SIZE = 8192;

    /** The address of a server whose configuration names none. */
    public static final String DEFAULT_ADDRESS = "tcp!*!venti";

    private static final int HTTP_PORT = 80;
    private static final String EMBEDDED_MAGIC = "venti config\n";
    private static final Set<String> ONCE =
            Set.of("index", "bloom", "mem", "bcmem", "icmem", "addr", "httpaddr", "webroot");

    private static final Set<String> MANY = Set.of("isect", "arenas", "queuewrites", "mgr");

    private static final Set<String> PARTITIONS = Set.of("isect", "arenas", "bloom");
    /** An address of the machine that a configuration is for, and its port. */
    private static final Pattern ITSELF =
            Pattern.compile("(?:(?:tcp|net)!)?(?:\\*|localhost|127\\.[0-9.]+|::1)(!.*)?");
    /** What the server's nameok takes (utils.c). */
    private static final Pattern INDEX_NAME = Pattern.compile("[ -~]{1,64}");
    /** What the server's numok takes: it looks at the beginning alone (config.c). */
    private static final Pattern SIZE = Pattern.compile("[+-]?[0-9]");

    public VentiConf {
        sections = List.copyOf(sections);
        arenas = List.copyOf(arenas);
    }

    /**
     * Reads the configuration at {@code path}, a text file or a partition that carries one.
     *
     * @throws CorruptException if it is neither, or a line is none that venti knows; the line is named
     */
    public static VentiConf read(Path path, Disks disks) throws IOException {
        try (Storage storage = disks.openToRead(path)) {
            return parse(text(storage), path);
        }
    }

    private static byte[] text(Storage storage) throws IOException {
        long size = storage.size();
        if (size <= EMBEDDED_SIZE) {
            return storage.read(0, (int) size);
        }
        if (isStoredIn(storage)) {
            int magic = EMBEDDED_MAGIC.length();
            return storage.read(EMBEDDED_AT + magic, EMBEDDED_SIZE - magic);
        }
        throw new CorruptException(storage.name() + ": neither a venti.conf (at most 8 KiB of text) nor a partition "
                + "that carries one");
    }

    /** The server takes what stands behind the last colon of a partition for a range, whatever it is (part.c). */
    private static Partition partition(String value, Path folder, Path source) throws CorruptException {
        if (value.lastIndexOf(':') >= NinePath.pathBegins(value)
                && value.indexOf('/', value.lastIndexOf(':')) >= 0
                && !DiskPart.isName(value.substring(value.lastIndexOf(':') + 1))) {
            throw new CorruptException("%s: '%s': venti takes what stands behind a colon for a range, and refuses it"
                    .formatted(source, Plain.field(value)));
        }
        try {
            return Partition.parse(value, folder);
        } catch (UsageException e) {
            throw new CorruptException("%s: %s; correct the line".formatted(source, e.getMessage()), e);
        }
    }

    /**
     * The last line of a configuration, if it names a partition and does not end: the server drops it, and so does
     * {@link #read}, so that what is in that partition is left out.
     *
     * @return the line; empty if nothing is dropped, or the file is no configuration
     */
    public static Optional<String> dropped(Path path, Disks disks) throws IOException {
        try (Storage storage = disks.openToRead(path)) {
            String text = new String(text(storage), StandardCharsets.ISO_8859_1);
            int nul = text.indexOf('\0');
            String whole = nul < 0 ? text : text.substring(0, nul);
            String last = whole.substring(whole.lastIndexOf('\n') + 1);
            return new TextLines((last + "\n").getBytes(StandardCharsets.ISO_8859_1)).next()
                    .filter(line -> PARTITIONS.contains(line.split("[ \t\r]+")[0])).map(Plain::field);
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    /**
     * The configuration that a partition carries.
     *
     * @param source the file that the partition lies in
     * @throws CorruptException if there is one, and a line is none that venti knows
     */
    public static Optional<VentiConf> storedIn(Storage partition, Path source) throws IOException {
        return isStoredIn(partition) ? Optional.of(parse(text(partition), source)) : Optional.empty();
    }

    /** True if a partition carries a configuration in its blank area. */
    public static boolean isStoredIn(Storage partition) throws IOException {
        return partition.size() > ArenaFormat.BLANK
                && new String(partition.read(EMBEDDED_AT, EMBEDDED_MAGIC.length()), StandardCharsets.ISO_8859_1)
                        .equals(EMBEDDED_MAGIC);
    }

    /**
     * Parses the text of a configuration; paths are relative to the folder of {@code source}.
     *
     * @throws CorruptException if a line is none that venti knows; the line is named
     */
    public static VentiConf parse(byte[] bytes, Path source) throws CorruptException {
        String index = "";
        String address = DEFAULT_ADDRESS;
        Optional<Partition> bloom = Optional.empty();
        Optional<String> httpAddress = Optional.empty();
        List<Partition> sections = new ArrayList<>();
        List<Partition> arenas = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        Path folder = PlainFiles.folderOf(source);
        TextLines lines = new TextLines(bytes);
        int number = 0;
        for (Optional<String> line = lines.next(); line.isPresent(); line = lines.next()) {
            number++;
            String[] fields = line.get().split("[ \t\r]+");
            String value = fields.length == 2 ? fields[1] : "";
            if (ONCE.contains(fields[0]) && !seen.add(fields[0])) {
                throw new CorruptException("%s: a second line '%s'".formatted(source, fields[0]));
            }
            boolean complete = fields.length == 2;
            switch (fields[0]) {
                case "index" -> {
                    index = value;
                    complete &= INDEX_NAME.matcher(value).matches();
                }
                case "isect" -> sections.add(partition(value, folder, source));
                case "arenas" -> arenas.add(partition(value, folder, source));
                case "bloom" -> bloom = Optional.of(partition(value, folder, source));
                case "addr" -> address = value;
                case "httpaddr" -> httpAddress = Optional.of(reached(source, value));
                case "mgr" -> complete = true;
                case "queuewrites" -> complete = fields.length == 1;
                case "mem", "bcmem", "icmem" -> complete &= SIZE.matcher(value).lookingAt();
                case "webroot" -> { }
                default -> complete = false;
            }
            if (!complete) {
                throw refused(source, number, fields[0], line.get());
            }
        }
        if (index.isEmpty() || sections.isEmpty() || arenas.isEmpty()) {
            throw new CorruptException(source + ": needs an 'index', an 'isect' and an 'arenas' line"
                    + (bytes.length > 0 && bytes[bytes.length - 1] != '\n'
                    ? " (venti drops an unfinished last line)" : ""));
        }
        return new VentiConf(source, index, sections, arenas, bloom, reached(source, address), httpAddress);
    }

    /**
     * Where its server listens.
     *
     * @throws CorruptException if that is an address of no machine that this one could reach
     */
    public Dial dial() throws CorruptException {
        return dial("addr", address, Dial.VENTI_PORT);
    }

    /**
     * Where its server shows its pages; empty if nowhere.
     *
     * @throws CorruptException as of {@link #dial}
     */
    public Optional<Dial> pagesDial() throws CorruptException {
        return httpAddress.isEmpty() ? Optional.empty()
                : Optional.of(dial("httpaddr", httpAddress.get(), HTTP_PORT));
    }

    /**
     * Where the server of a store on another machine's disks answers, as seen from here; empty if they are here, or
     * nobody knows.
     */
    public Optional<Dial> dialAfar() {
        Optional<NinePath> there = Stream.of(Stream.of(source), arenas.stream().map(Partition::path),
                sections.stream().map(Partition::path)).flatMap(paths -> paths).flatMap(path ->
                NinePath.of(path).stream()).findFirst();
        try {
            return there.isEmpty() ? Optional.empty()
                    : Optional.of(Dial.parse(reachedAt(there.get().host(), address)))
                            .filter(dial -> !dial.host().equals(NinePath.UNKNOWN_HOST));
        } catch (UsageException e) {
            // of another kind of network
            return Optional.empty();
        }
    }

    private Dial dial(String line, String said, int port) throws CorruptException {
        try {
            return Dial.parse(said, port);
        } catch (UsageException e) {
            throw new CorruptException("%s: %s: %s; correct the line".formatted(source, line, e.getMessage()), e);
        }
    }

    private static String reached(Path source, String address) {
        return NinePath.of(source).map(there -> reachedFrom(there.host(), address)).orElse(address);
    }

    /** Of another machine nobody takes the name that a file there tells: it might be anybody's. */
    private static String reachedFrom(String host, String address) {
        String there = reachedAt(host, address);
        String[] parts = there.split("!", -1);
        boolean known = parts.length > 1 && parts[1].equals(host);
        return known ? there : "tcp!" + NinePath.UNKNOWN_HOST + (parts.length > 2 ? "!" + parts[2] : "");
    }

    /**
     * Where a server is from here: what a configuration of another machine says of itself means that machine.
     *
     * @param host what that machine is called here
     * @param address as the configuration has it
     */
    public static String reachedAt(String host, String address) {
        Matcher itself = ITSELF.matcher(address);
        return !itself.matches() ? address
                : "tcp!%s%s".formatted(host, itself.group(1) == null ? "" : itself.group(1));
    }

    /** The line is quoted if it begins like one of ours: of a file that is something else nothing is told. */
    private static CorruptException refused(Path source, int number, String word, String line) {
        return new CorruptException(ONCE.contains(word) || MANY.contains(word)
                ? "%s: venti would not accept the line '%s'".formatted(source, Plain.field(line))
                : "%s: venti would not accept it: its line %d begins with no word of a venti.conf"
                        .formatted(source, number));
    }
}
