package org.arenavault.venti.index;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaNames;
import org.arenavault.venti.format.IndexMap;
import org.arenavault.venti.format.IndexSection;
import org.arenavault.venti.format.Partition;

/** What the file of an index section holds before a build: nothing at all, or a section. */
final class SectionFile {

    private final Storage storage;
    private final String fileName;
    private final Optional<IndexSection> header;
    private final Optional<IndexMap> map;
    private final boolean finished;

    private SectionFile(Storage storage, String fileName, Optional<IndexSection> header, Optional<IndexMap> map,
            boolean finished) {
        this.storage = storage;
        this.fileName = fileName;
        this.header = header;
        this.map = map;
        this.finished = finished;
    }

    /**
     * Opens the file, to be read and written, and looks at what it holds. Nothing is written.
     *
     * @throws RefusedException if that is neither a section nor nothing
     */
    static SectionFile open(Partition partition, World world) throws IOException {
        Storage storage = partition.openToWrite(world.disks());
        try {
            return look(storage, PlainFiles.nameOf(partition.path()), world);
        } catch (IOException | RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    private static SectionFile look(Storage storage, String fileName, World world) throws IOException {
        if (storage.size() < ArenaFormat.BLANK + IndexSection.SIZE) {
            throw new RefusedException("%s: %d bytes are too few for an index section"
                    .formatted(storage.name(), storage.size()));
        }
        ByteBuffer magic = ByteBuffer.wrap(storage.read(ArenaFormat.BLANK, Integer.BYTES));
        if (magic.getInt() == (int) IndexSection.MAGIC) {
            return formatted(storage, fileName, IndexLayout.readHeader(storage));
        }
        if (!Blankness.isBlankSection(storage, world)) {
            throw new RefusedException(
                    "%s: holds neither an index section nor zeros alone; what it holds is not touched"
                            .formatted(storage.name()));
        }
        return new SectionFile(storage, fileName, Optional.empty(), Optional.empty(), false);
    }

    private static SectionFile formatted(Storage storage, String fileName, IndexSection header) throws IOException {
        if (header.indexName().isEmpty()) {
            // fresh from the formatter, which leaves the bytes of an older map where they are
            return new SectionFile(storage, fileName, Optional.of(header), Optional.empty(), false);
        }
        byte[] table = IndexLayout.readTable(storage, header);
        try {
            return new SectionFile(storage, fileName, Optional.of(header),
                    Optional.of(IndexMap.decodeAtAnyStage(table, storage.name())), !IndexMap.isUnfinished(table));
        } catch (CorruptException e) {
            // a build that was killed early, or damage: worth no more than no map
            return new SectionFile(storage, fileName, Optional.of(header), Optional.empty(), false);
        }
    }

    Storage storage() {
        return storage;
    }

    /** The name that a blank one gets: that of its file, if it is fit to be one. */
    String nameFor(int ordinal) {
        return ArenaNames.isPortable(fileName) ? fileName : "isect" + ordinal;
    }

    /** Its header, if it has one. */
    Optional<IndexSection> header() {
        return header;
    }

    /** Its copy of the index map, of whatever index, if there is a readable one. */
    Optional<IndexMap> map() {
        return map;
    }

    /** True if it says that it is part of a complete index. */
    boolean isFinished() {
        return finished;
    }
}
