package org.arenavault.venti.vac;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.RefusedException;

/**
 * Writes one directory, a file at a time in the order of names: its stream of entries and its metadata, as fossil lays
 * them out, with room left for the changes of a fossil that goes on from there (history 5). Holds one block of each.
 */
public final class DirectoryWriter {

    /** Records for which each metadata block has room in its table. */
    private static final int MAX_INDEX = StreamWriter.DSIZE / 100;

    /** Where a block of metadata is full enough: 80 %. */
    private static final int FULL = StreamWriter.DSIZE * 80 / 100;

    private static final int ENTRIES = StreamWriter.DSIZE / Entry.SIZE;

    private final StreamWriter entries;
    private final StreamWriter meta;
    private final String path;
    private final List<ByteBuffer> records = new ArrayList<>();
    private int recordBytes;
    private long slots;
    private VacName last = VacName.of("");

    /**
     * Where a directory lies.
     *
     * @param entries the stream of its files' entries
     * @param meta the records of its files
     */
    public record Streams(Entry entries, Entry meta) {
    }

    /** A directory that messages call {@code path}. */
    public DirectoryWriter(BlockSink sink, String path) {
        this.entries = StreamWriter.ofEntries(sink);
        this.meta = StreamWriter.ofData(sink);
        this.path = path;
    }

    /**
     * Adds a file.
     *
     * @param record what is said of it; its slots are set here
     * @param content where its bytes lie
     * @throws RefusedException if the record does not fit into a block, or the name is not behind the last one
     */
    public void addFile(DirectoryRecord record, Entry content) throws IOException {
        add(record.withSlots(slots, 0));
        addEntry(content);
    }

    /**
     * Adds a directory that has been written.
     *
     * @throws RefusedException as for a file
     */
    public void addDirectory(DirectoryRecord record, Streams streams) throws IOException {
        add(record.withSlots(slots, slots + 1));
        addEntry(streams.entries());
        addEntry(streams.meta());
    }

    private void addEntry(Entry entry) throws IOException {
        byte[] bytes = new byte[Entry.SIZE];
        entry.encode(ByteBuffer.wrap(bytes), 0);
        if (slots > 0 && slots % ENTRIES == 0) {
            entries.pad();
        }
        entries.write(ByteBuffer.wrap(bytes));
        slots++;
    }

    private void add(DirectoryRecord record) throws IOException {
        String name = path + "/" + record.elem();
        if (record.elem().compareTo(last) <= 0) {
            throw new RefusedException("%s: comes behind '%s'; a directory is written in the order of names"
                    .formatted(name, last));
        }
        last = record.elem();
        byte[] bytes = record.encode();
        if (MetaBlock.size(MAX_INDEX, bytes.length) > FULL) {
            throw new RefusedException("%s: what is to be said of it takes %d bytes, more than fit into a block"
                    .formatted(name, bytes.length));
        }
        if (records.size() == MAX_INDEX || MetaBlock.size(MAX_INDEX, recordBytes + bytes.length) > FULL) {
            flush();
        }
        records.add(ByteBuffer.wrap(bytes));
        recordBytes += bytes.length;
    }

    private void flush() throws IOException {
        meta.write(ByteBuffer.wrap(new MetaBlock(MetaBlock.FOSSIL, records).encode(MAX_INDEX)));
        meta.pad();
        records.clear();
        recordBytes = 0;
    }

    /** Stores what is left. The writer is of no further use. */
    public Streams finish() throws IOException {
        if (!records.isEmpty()) {
            flush();
        }
        return new Streams(entries.finish(), meta.finish());
    }
}
