package org.arenavault.restore.placing;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arenavault.io.AppendLog;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Digests;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.media.FlatJson;
import org.arenavault.ninep.NinePath;
import org.jspecify.annotations.Nullable;

/**
 * What an unfinished restore has done, in a file beside the venti.conf: a line of JSON for each partition that it is
 * about to make, and one for each arena that lies in its place. Lines are forced to disk. What follows the last
 * newline was torn by a crash and counts as not written. Once tables and index are complete the file is removed.
 *
 * <pre>
 * {"type":"restore","version":1}
 * {"type":"partition","partition":"arenas0","grows":true}
 * {"type":"slot","partition":"arenas0","arena":"arenas00","start":794624,"stop":2891776,"blocksize":8192,"from":"x"}
 * {"type":"making","partition":"arenas0","arena":"arenas00","start":794624,"stop":2891776,"blocksize":8192}
 * {"type":"arena","partition":"arenas0","arena":"arenas00","start":794624,"stop":2891776, ... }
 * </pre>
 */
public final class RestoreJournal implements Closeable {

    private static final String SUFFIX = ".restore";
    private static final String HEADER = "restore";
    private static final String PARTITION = "partition";
    private static final String MAKING = "making";
    private static final int VERSION = 1;
    /** Folder of the vault with the journals of configurations that lie elsewhere. */
    private static final String AFAR = "restores";
    /** Characters of their names that files there are called by, and digits of the names' digests behind them. */
    private static final int READABLE = 80;
    private static final int DIGITS = 16;
    /** Some 31000 arenas with the longest names. */
    private static final int LONGEST = 32 << 20;

    private final Path path;
    private final Disks disks;
    private final Map<String, Boolean> partitions = new HashMap<>();
    private final List<PlacedArena> arenas = new ArrayList<>();
    private final List<NewSlot> slots = new ArrayList<>();
    private final Set<ArenaPlace> making = new HashSet<>();
    private long end;
    /** Open once something was written. */
    private @Nullable AppendLog log;

    private RestoreJournal(Path path, Disks disks) {
        this.path = path;
        this.disks = disks;
    }

    /**
     * Beside which file the work on a configuration is written down: the configuration itself, or, where that lies on
     * a file server, one in the vault that is never made.
     */
    public static Path placeFor(Path conf, Path vault) throws IOException {
        if (NinePath.of(conf).isEmpty()) {
            return conf;
        }
        String name = conf.toAbsolutePath().normalize().toString();
        String digest = HexFormat.of().formatHex(Digests.sha256().digest(name.getBytes(StandardCharsets.UTF_8)));
        String readable = name.replaceAll("[^A-Za-z0-9.]+", "-");
        Path folder = vault.resolve(AFAR);
        DurableFiles.createFolder(vault);
        DurableFiles.createFolder(folder);
        return folder.resolve(readable.substring(Math.max(0, readable.length() - READABLE)) + "-"
                + digest.substring(0, DIGITS));
    }

    /** Takes away the folder in the vault that {@link #placeFor} made, if nothing was written there. */
    public static void leave(Path conf, Path vault) throws IOException {
        if (NinePath.of(conf).isPresent()) {
            try {
                Files.deleteIfExists(vault.resolve(AFAR));
            } catch (DirectoryNotEmptyException e) {
                // another restore is written down there
                return;
            }
        }
    }

    /** Where the journal of a configuration is. */
    public static Path pathFor(Path conf) {
        Path absolute = conf.toAbsolutePath();
        return PlainFiles.beside(absolute, SUFFIX);
    }

    /**
     * Reads the journal of a configuration, if there is one. None is begun before there is something to write.
     *
     * @throws CorruptException if there is one that cannot be understood
     */
    public static RestoreJournal open(Path conf, Disks disks) throws IOException {
        Path path = pathFor(conf);
        DurableFiles.refuseLink(path);
        if (!OwnFiles.exists(path)) {
            return new RestoreJournal(path, disks);
        }
        try (Storage file = OwnFiles.on(disks).openToRead(path)) {
            if (file.size() > LONGEST) {
                throw new CorruptException(path + ": longer than any journal of a restore");
            }
            return decode(path, file.read(0, (int) file.size()), disks);
        }
    }

    /** The journal that these bytes are. */
    static RestoreJournal decode(Path path, byte[] bytes, Disks disks) throws CorruptException {
        RestoreJournal journal = new RestoreJournal(path, disks);
        journal.replay(bytes);
        return journal;
    }

    private void replay(byte[] bytes) throws CorruptException {
        int number = 0;
        int start = 0;
        for (int at = 0; at < bytes.length; at++) {
            if (bytes[at] == '\n') {
                number++;
                try {
                    apply(FlatJson.parse(new String(bytes, start, at - start, StandardCharsets.UTF_8)), number == 1);
                } catch (CorruptException e) {
                    throw new CorruptException("%s: line %d %s; if no restore is to be continued, remove the file"
                            .formatted(path, number, e.getMessage()), e);
                }
                start = at + 1;
            }
        }
        end = start;
    }

    private void apply(FlatJson line, boolean first) throws CorruptException {
        String type = line.text("type");
        if (first != type.equals(HEADER) || (first && line.number("version") != VERSION)) {
            throw new CorruptException("is not what this program writes there");
        }
        if (type.equals(PARTITION)) {
            partitions.put(line.text("partition"), line.bool("grows"));
        } else if (type.equals(PlacedArena.TYPE)) {
            add(PlacedArena.decode(line));
        } else if (type.equals(NewSlot.TYPE)) {
            slots.add(NewSlot.decode(line));
        } else if (type.equals(MAKING)) {
            making.add(ArenaPlace.decode(line));
        } else if (!first) {
            throw new CorruptException("is of an unknown type");
        }
    }

    private void append(FlatJson line) throws IOException {
        String header = new FlatJson().put("type", HEADER).put("version", VERSION).format() + "\n";
        String text = line.format() + "\n";
        try {
            decode(path, (header + text).getBytes(StandardCharsets.UTF_8), disks);
        } catch (CorruptException e) {
            throw new RefusedException("%s: takes no line that it cannot read: %s".formatted(path, text.strip()), e);
        }
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new RefusedException("%s: takes no line that is no UTF-8: %s".formatted(path, text.strip()));
        }
        byte[] bytes = (end == 0 ? header + text : text).getBytes(StandardCharsets.UTF_8);
        if (end + bytes.length > LONGEST) {
            throw new RefusedException(path + ": would be longer than any journal of a restore");
        }
        opened().append(bytes);
        end += bytes.length;
    }

    private AppendLog opened() throws IOException {
        if (log == null) {
            if (!OwnFiles.exists(path)) {
                OwnFiles.on(disks).create(path, 0).close();
            }
            OwnFiles.run(path, () -> DurableFiles.syncFolder(PlainFiles.folderOf(path)));
            log = AppendLog.open(path, disks, file -> end);
        }
        return log;
    }

    /** Where it is. */
    Path path() {
        return path;
    }

    /** The file beside which it is, and all else that a restore keeps. */
    Path conf() {
        String name = PlainFiles.nameOf(path);
        return path.resolveSibling(name.substring(0, name.length() - SUFFIX.length()));
    }

    /** True if a partition of this name was begun to be made. */
    boolean hasBegun(String partition) {
        return partitions.containsKey(partition);
    }

    /** True if the file of a partition that was begun was to grow with its arenas. */
    boolean grows(String partition) {
        return partitions.getOrDefault(partition, false);
    }

    /** The arenas that were in place when it was last written. */
    List<PlacedArena> arenas() {
        return Collections.unmodifiableList(arenas);
    }

    /** The empty arenas that were made, or were about to be, for others to be added. */
    List<NewSlot> slots() {
        return Collections.unmodifiableList(slots);
    }

    /** An empty arena is about to be made. */
    void slot(NewSlot slot) throws IOException {
        append(slot.encode());
        slots.add(slot);
    }

    /** A partition is about to be made, or its table to be changed. */
    void begin(String partition, boolean grows) throws IOException {
        append(new FlatJson().put("type", PARTITION).put("partition", partition).put("grows", grows));
        partitions.put(partition, grows);
    }

    /** What is in a place that a table lists goes, and an arena is made there; until it is placed there is none. */
    void making(ArenaPlace place) throws IOException {
        if (!making.contains(place)) {
            append(place.encode(MAKING));
            making.add(place);
        }
    }

    /** True if an arena was about to be made there, and none was. */
    boolean isBeingMade(ArenaPlace place) {
        return making.contains(place);
    }

    /** An arena lies in its place. */
    void placed(PlacedArena arena) throws IOException {
        append(arena.encode());
        add(arena);
    }

    private void add(PlacedArena arena) {
        making.remove(arena.place());
        arenas.add(arena);
    }

    /** Everything it knows is in tables and index: it is not needed any more. */
    public void remove() throws IOException {
        close();
        OwnFiles.run(path, () -> {
            if (Files.deleteIfExists(path)) {
                DurableFiles.syncFolder(PlainFiles.folderOf(path));
            }
        });
    }

    @Override
    public void close() throws IOException {
        if (log != null) {
            log.close();
            log = null;
        }
    }
}
