package org.arenavault.venti.vac;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.function.Consumer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.venti.format.BlockSource;

/**
 * Lists one directory, a block of metadata at a time, in the order it is stored. What is damaged is told to the
 * problem's consumer and left out.
 */
public final class DirectoryReader {

    /** Room for a billion files; a stream that repeats a block could make it seem without end. */
    private static final int MAX_BLOCKS = 1 << 24;

    private final VacFile directory;
    private final String path;
    private final Consumer<String> problems;
    private final BlockFile entries;
    private final BlockFile meta;
    private final ReadAhead blocks;
    private final Deque<ByteBuffer> records = new ArrayDeque<>();
    private String where;
    private int blocksSeen;

    DirectoryReader(BlockSource source, VacFile directory, String path, Consumer<String> problems, StopSignal stop) {
        this.directory = directory;
        this.path = path;
        this.problems = problems;
        this.where = path;
        this.entries = new BlockFile(source, directory.entry(), path + ": entries");
        this.meta = new BlockFile(source, directory.meta(), path + ": metadata");
        this.blocks = new ReadAhead(source, meta, Runnable::run, 1, stop);
    }

    /**
     * The next file or directory.
     *
     * @return empty behind the last
     * @throws RefusedException if the directory goes on beyond all measure
     * @throws IOException if the source fails
     */
    public Optional<VacFile> next() throws IOException {
        while (true) {
            if (records.isEmpty()) {
                Optional<ReadAhead.Piece> block = blocks.next();
                if (block.isEmpty()) {
                    return Optional.empty();
                }
                if (++blocksSeen > MAX_BLOCKS) {
                    throw new RefusedException("%s: the directory has more than %d blocks of metadata"
                            .formatted(path, MAX_BLOCKS));
                }
                take(block.get());
            } else {
                try {
                    return Optional.of(file(records.remove()));
                } catch (CorruptException | UnsupportedVersionException e) {
                    problems.accept(e.getMessage());
                }
            }
        }
    }

    private void take(ReadAhead.Piece block) {
        where = "%s: metadata block %d".formatted(path, block.number());
        if (!block.problem().isEmpty()) {
            problems.accept(block.problem());
            return;
        }
        try {
            records.addAll(MetaBlock.decode(block.bytes(), meta.entry().dsize(), where, problems).records());
        } catch (CorruptException e) {
            problems.accept(e.getMessage());
        }
    }

    private VacFile file(ByteBuffer bytes) throws IOException {
        DirectoryRecord record = DirectoryRecord.decode(bytes, where);
        Entry entry = entry(record, record.slots().entry(), record.slots().gen());
        boolean isDirectory = record.mode().isDirectory();
        if (entry.isDirectory() != isDirectory) {
            throw new CorruptException("%s: '%s' is a %s, but its entry is that of a %s".formatted(where,
                    record.elem(), isDirectory ? "directory" : "file", isDirectory ? "file" : "directory"));
        }
        Entry own = isDirectory ? entry(record, record.slots().mentry(), record.slots().mgen()) : Entry.HOLE;
        if (own.isDirectory()) {
            throw new CorruptException("%s: the metadata of '%s' is a stream of entries"
                    .formatted(where, record.elem()));
        }
        return new VacFile(record, entry, own, directory.qidOffset() + record.qidSpace().offset());
    }

    private Entry entry(DirectoryRecord record, long slot, long gen) throws IOException {
        Entry entry = entries.entry(slot);
        if (!entry.isActive() || entry.gen() != gen) {
            throw new CorruptException("%s: '%s' belongs to entry %d of generation %d, which is %s".formatted(where,
                    record.elem(), slot, gen, entry.isActive() ? "of generation " + entry.gen() : "free"));
        }
        return entry;
    }
}
