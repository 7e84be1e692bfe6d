package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.BitSet;
import org.arenavault.io.FileSystemSpace;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.NewFiles;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.venti.format.Arena;
import org.jspecify.annotations.Nullable;

/**
 * An arena far away that is read twice, to be summed and to be recorded, and comes over the network once: what was read
 * is kept in a file without a name until it was read again to the end. Where that file cannot be written, or would
 * take the last room, the bytes come over the network each time.
 */
final class SpooledArena implements ReadOnlyStorage {

    private static final int PIECE = 256 << 10;
    private static final String PREFIX = "reading-";
    /** As others that are made: whoever is killed before it loses its name leaves what is swept. */
    private static final String SUFFIX = ".new";
    /** Bytes that are left free in any case, for ledgers and logs. */
    private static final long SPARE = 16L << 20;

    private final Storage partition;
    private final long start;
    private final long end;
    private final Path folder;
    private final BitSet there = new BitSet();
    private @Nullable FileChannel file;
    private boolean over;
    private long given;

    private SpooledArena(Arena arena, Path folder) {
        this.partition = arena.storage();
        this.start = arena.start();
        this.end = arena.end();
        this.folder = folder;
    }

    /**
     * The same arena, to be read twice.
     *
     * @param folder where a file as long as the arena may lie
     */
    static Arena of(Arena arena, Path folder) {
        return new Arena(new SpooledArena(arena, folder), arena.name(), arena.start(), arena.end(),
                arena.blockSize());
    }

    @Override
    public String name() {
        return partition.name();
    }

    @Override
    public long size() throws IOException {
        return partition.size();
    }

    @Override
    public synchronized void read(long position, ByteBuffer target) throws IOException {
        int from = target.position();
        int count = target.remaining();
        boolean inside = position >= start && position <= end - count && count > 0;
        if (!inside || over || !fromFile(position, target)) {
            partition.read(position, target.position(from));
        }
        given += count;
        if (position + count == end && given >= 2 * (end - start)) {
            close();
        }
    }

    /** False if it could not be had that way. */
    private boolean fromFile(long position, ByteBuffer target) throws IOException {
        for (long number = (position - start) / PIECE; start + number * PIECE < position + target.remaining();
                number++) {
            if (!there.get((int) number) && !keep(number)) {
                return false;
            }
        }
        try {
            FileChannel channel = channel();
            long at = position - start;
            while (target.hasRemaining()) {
                int count = channel.read(target, at);
                if (count < 0) {
                    return give();
                }
                at += count;
            }
            return true;
        } catch (IOException e) {
            return give();
        }
    }

    /** Brings a piece into the file; false if that cannot be. */
    private boolean keep(long number) throws IOException {
        try {
            // first of all: what cannot be kept need not come
            channel();
        } catch (IOException e) {
            return give();
        }
        long at = number * PIECE;
        ByteBuffer piece = ByteBuffer.allocate((int) Math.min(PIECE, end - start - at));
        try {
            partition.read(start + at, piece);
        } catch (MediumFaultException e) {
            // no more than what was asked for is of interest
            return false;
        }
        piece.flip();
        try {
            for (long to = at; piece.hasRemaining();) {
                to += channel().write(piece, to);
            }
            there.set((int) number);
            return true;
        } catch (IOException e) {
            return give();
        }
    }

    private FileChannel channel() throws IOException {
        if (file == null) {
            if (FileSystemSpace.of(folder).usable() < end - start + SPARE) {
                throw new IOException(folder + ": has no room for an arena");
            }
            Path path = NewFiles.temporary(folder, PREFIX, SUFFIX);
            try {
                file = NewFiles.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
            } finally {
                // whoever has it open goes on with it
                Files.deleteIfExists(path);
            }
        }
        return file;
    }

    /** Goes on without the file: there is no room, or the thread was interrupted. */
    private boolean give() {
        close();
        return false;
    }

    @Override
    public synchronized void close() {
        over = true;
        try {
            if (file != null) {
                file.close();
            }
        } catch (IOException e) {
            // nobody needs what is in it
            there.clear();
        }
    }
}
