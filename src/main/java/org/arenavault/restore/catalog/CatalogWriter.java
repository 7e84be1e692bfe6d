package org.arenavault.restore.catalog;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.NewFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.ClumpDirectory;

/**
 * Writes the catalog of a disc from the directories of its arenas: sorted runs into a file beside it, then all of them
 * merged. Memory is bounded, whatever the disc holds; what is half done is never taken for a catalog.
 */
final class CatalogWriter implements Closeable {

    private static final int BUFFER = CatalogPages.SIZE * 16;

    private final Path target;
    private final Path spill;
    private final FileChannel spilled;
    private final CatalogRun run;
    private final List<Run> runs = new ArrayList<>();
    private long entries;

    /** A writer of the catalog at {@code target}. */
    CatalogWriter(Path target) throws IOException {
        this(target, CatalogRun.MOST);
    }

    /** The same, sorting so many entries at a time. */
    CatalogWriter(Path target, int runLength) throws IOException {
        this.run = new CatalogRun(runLength);
        this.target = target;
        this.spill = PlainFiles.beside(target, ".sorting");
        this.spilled = create(spill);
    }

    private static FileChannel create(Path path) throws IOException {
        return OwnFiles.get(path, () -> {
            Files.deleteIfExists(path);
            return NewFiles.create(path);
        });
    }

    /** Takes all sound clumps of an arena, as its directory has them. */
    void add(int track, Arena arena) throws IOException {
        add(track, arena, 0, Long.MAX_VALUE);
    }

    /**
     * Takes the sound clumps of a part of an arena, which a track carries alone.
     *
     * @param from offset of its first clump from the arena's data start
     * @param to offset behind the last
     */
    void add(int track, Arena arena, long from, long to) throws IOException {
        if (track > CatalogEntry.MAX_TRACK || arena.size() > CatalogEntry.MAX_OFFSET) {
            throw new RefusedException("%s: track %d of %d bytes is beyond what a catalog holds"
                    .formatted(arena.where(), track, arena.size()));
        }
        ClumpDirectory.Cursor cursor = new ClumpDirectory(arena).cursor(arena.readTail().memory().clumps());
        while (cursor.next()) {
            if (!BlockType.fromDisk(cursor.type()).equals(BlockType.CORRUPT) && cursor.offset() <= arena.usable()
                    && cursor.offset() >= from && cursor.offset() < to) {
                run.add(CatalogEntry.prefix(cursor.info().score()),
                        CatalogEntry.rest(cursor.type(), track, cursor.offset() - from));
                if (run.isFull()) {
                    spill();
                }
            }
        }
    }

    private void spill() throws IOException {
        OwnFiles.run(spill, this::spillRun);
    }

    private void spillRun() throws IOException {
        run.sort();
        long from = spilled.size();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        for (int i = 0; i < run.count(); i++) {
            if (!buffer.hasRemaining()) {
                write(spilled, buffer.flip());
            }
            buffer.putLong(run.get(i).prefix()).putLong(run.get(i).rest());
        }
        write(spilled, buffer.flip());
        runs.add(new Run(from, spilled.size()));
        entries += run.count();
        run.clear();
    }

    private static void write(FileChannel file, ByteBuffer bytes) throws IOException {
        long at = file.size();
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
        bytes.clear();
    }

    /**
     * Merges the runs; the catalog is durable, and in its place, on return.
     *
     * @param disc the identity of the disc
     * @param tracks what the ledger says of its tracks, see {@link CatalogHead#tracksOf}
     * @return how many blocks it has
     */
    long finish(UUID disc, String tracks) throws IOException {
        spill();
        OwnFiles.run(target, () -> DurableFiles.replace(target, out -> {
            out.write(new CatalogHead(disc, entries, tracks).encode());
            merge(out);
        }));
        return entries;
    }

    private void merge(OutputStream file) throws IOException {
        PriorityQueue<Head> heads = new PriorityQueue<>();
        for (Run each : runs) {
            each.next().ifPresent(entry -> heads.add(new Head(entry, each)));
        }
        ByteBuffer page = ByteBuffer.allocate(CatalogPages.SIZE);
        int inPage = 0;
        while (!heads.isEmpty()) {
            Head head = heads.remove();
            page.putLong(head.entry().prefix()).putLong(head.entry().rest());
            head.run().next().ifPresent(entry -> heads.add(new Head(entry, head.run())));
            if (++inPage == CatalogPages.ENTRIES || heads.isEmpty()) {
                while (inPage++ < CatalogPages.ENTRIES) {
                    page.putLong(-1).putLong(-1);
                }
                CatalogPages.seal(page);
                file.write(page.array());
                page.clear();
                inPage = 0;
            }
        }
    }

    private record Head(CatalogEntry entry, Run run) implements Comparable<Head> {

        @Override
        public int compareTo(Head other) {
            return entry.compareTo(other.entry);
        }
    }

    /** A sorted run in the file, read from its beginning to its end. */
    private final class Run {

        private final long end;
        private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER).limit(0);
        private long at;

        Run(long from, long end) {
            this.at = from;
            this.end = end;
        }

        Optional<CatalogEntry> next() throws IOException {
            if (!buffer.hasRemaining()) {
                buffer.clear().limit((int) Math.min(BUFFER, end - at));
                while (buffer.hasRemaining()) {
                    int count = spilled.read(buffer, at);
                    if (count < 0) {
                        throw new CorruptException(spill + ": was cut while it was read");
                    }
                    at += count;
                }
                buffer.flip();
            }
            return buffer.hasRemaining() ? Optional.of(new CatalogEntry(buffer.getLong(), buffer.getLong()))
                    : Optional.empty();
        }
    }

    @Override
    public void close() throws IOException {
        OwnFiles.run(spill, () -> {
            spilled.close();
            Files.deleteIfExists(spill);
        });
    }
}
