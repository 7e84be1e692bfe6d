package org.arenavault.venti.vac;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;

/** The files below a root score, as vac(1) and fossil archive them (venti-protocol 15). */
public final class VacArchive {

    private static final String TYPE = "vac";
    private static final int TOP_ENTRIES = 3;

    private final BlockSource source;
    private final StopSignal stop;
    private final Root root;
    private final byte[] topBlock;
    private final VacFile top;

    private VacArchive(BlockSource source, StopSignal stop, Root root, byte[] topBlock, VacFile top) {
        this.source = source;
        this.stop = stop;
        this.root = root;
        this.topBlock = topBlock;
        this.top = top;
    }

    /**
     * Opens an archive: root, directory block, and the record of its uppermost directory.
     *
     * @throws CorruptException if one of them is missing or not what it should be
     */
    public static VacArchive open(BlockSource source, Score score, StopSignal stop) throws IOException {
        Root root = Root.decode(need(source, score, BlockType.ROOT), "root");
        if (!root.type().equals(TYPE)) {
            throw new CorruptException("root: holds a tree of another kind than files");
        }
        byte[] block = need(source, root.score(), BlockType.DIRECTORY);
        if (!Entry.decode(block, 2, "directory block of root").isActive()) {
            // fossil puts one more layer between
            Entry layer = Entry.decode(block, 0, "directory block of root");
            if (!layer.isDirectory()) {
                throw new CorruptException("directory block of root: no stream of entries in it");
            }
            block = new BlockFile(source, layer, "directory block of root").block(0);
        }
        Entry[] entries = new Entry[TOP_ENTRIES];
        for (int i = 0; i < TOP_ENTRIES; i++) {
            entries[i] = Entry.decode(block, i, "directory block of root");
            if (!entries[i].isActive() || entries[i].isDirectory() != (i == 0)) {
                throw new CorruptException("directory block of root: entry %d is not the %s".formatted(i,
                        i == 0 ? "uppermost directory" : i == 1 ? "metadata of the uppermost directory"
                                : "metadata of the root"));
            }
        }
        return new VacArchive(source, stop, root, block, top(source, entries));
    }

    private static byte[] need(BlockSource source, Score score, BlockType type) throws IOException {
        return source.read(score, type)
                .orElseThrow(() -> new CorruptException("no sound %s block %s is here".formatted(type,
                        Gap.shown(score, type))));
    }

    private static VacFile top(BlockSource source, Entry[] entries) throws IOException {
        BlockFile own = new BlockFile(source, entries[2], "metadata of the root");
        List<String> problems = new ArrayList<>();
        List<ByteBuffer> records =
                MetaBlock.decode(own.block(0), entries[2].dsize(), own.name(), problems::add).records();
        if (records.isEmpty()) {
            throw new CorruptException(problems.isEmpty() ? own.name() + ": holds no record" : problems.get(0));
        }
        DirectoryRecord record = DirectoryRecord.decode(records.get(0), own.name());
        if (!record.mode().isDirectory()) {
            throw new CorruptException(own.name() + ": says that the root is no directory");
        }
        return new VacFile(record, entries[0], entries[1], record.qidSpace().offset());
    }

    /** The root block. */
    public Root root() {
        return root;
    }

    /** The block whose three entries everything hangs from, as it was stored: zeros at its end may be missing. */
    public byte[] topBlock() {
        return topBlock.clone();
    }

    /** The uppermost directory. */
    public VacFile top() {
        return top;
    }

    /** The source that the archive is read from. */
    BlockSource source() {
        return source;
    }

    /**
     * Lists a directory.
     *
     * @param path what messages call it
     * @param problems told of everything that is damaged, one line each
     */
    public DirectoryReader list(VacFile directory, String path, Consumer<String> problems) {
        return new DirectoryReader(source, directory, path, problems, stop);
    }

    /** The bytes of a file, or the target of a link. */
    public BlockFile content(VacFile file, String path) {
        return new BlockFile(source, file.entry(), path);
    }

    /**
     * Finds a file.
     *
     * @param path names as {@link VacName} shows them, separated by slashes; none for the uppermost directory
     * @throws UsageException if there is no such file
     * @throws CorruptException if there may be, in a part of a directory that cannot be read
     */
    public VacFile find(String path) throws IOException {
        VacFile at = top;
        StringBuilder seen = new StringBuilder();
        for (String part : path.split("/")) {
            if (part.isEmpty()) {
                continue;
            }
            if (!at.isDirectory()) {
                throw new UsageException("%s: is no directory".formatted(seen));
            }
            VacName name = VacName.parse(part);
            at = find(at, seen.isEmpty() ? "/" : seen.toString(), name);
            seen.append('/').append(name);
        }
        return at;
    }

    private VacFile find(VacFile directory, String path, VacName name) throws IOException {
        List<String> problems = new ArrayList<>(1);
        DirectoryReader files = list(directory, path, problem -> {
            if (problems.isEmpty()) {
                problems.add(problem);
            }
        });
        for (Optional<VacFile> file = files.next(); file.isPresent(); file = files.next()) {
            if (file.get().name().equals(name)) {
                return file.get();
            }
        }
        if (!problems.isEmpty()) {
            throw new CorruptException("'%s' was not found, but part of its directory cannot be read: %s"
                    .formatted(name, problems.get(0)));
        }
        throw new UsageException("%s: holds no '%s'".formatted(path, name));
    }
}
