package org.arenavault.venti.format;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Storage;
import org.arenavault.io.UnsupportedVersionException;

/**
 * A file with arenas in it: an arena partition, or one arena that was taken out of its partition. Both are told by
 * what they hold as a whole, since stale bytes may stand where the other has its magic (venti-format 11.1).
 */
public final class ArenaFile implements Closeable {

    private final Storage storage;
    private final List<Arena> arenas;
    private final Optional<ArenaPartition> partition;

    private ArenaFile(Storage storage, List<Arena> arenas, Optional<ArenaPartition> partition) {
        this.storage = storage;
        this.arenas = arenas;
        this.partition = partition;
    }

    /**
     * Finds out which of the two it is. The file owns the storage from here on, and closes it.
     *
     * @throws CorruptException if it is neither; where it begins like one, what is wrong with that
     * @throws UnsupportedVersionException if it is one of a version that nobody knows here
     */
    public static ArenaFile open(Storage storage) throws IOException {
        try {
            Optional<Arena> image = image(storage);
            try {
                ArenaPartition partition = ArenaPartition.of(storage);
                return new ArenaFile(storage, partition.arenas(), Optional.of(partition));
            } catch (CorruptException | UnsupportedVersionException e) {
                if (image.isPresent()) {
                    return new ArenaFile(storage, List.of(image.get()), Optional.empty());
                }
                throw e;
            }
        } catch (IOException | RuntimeException | Error e) {
            storage.close();
            throw e;
        }
    }

    /** The arena that the storage begins with, if its head and its tail agree. */
    private static Optional<Arena> image(Storage storage) throws IOException {
        try {
            Arena arena = Arena.ofImage(storage, 0);
            ArenaTail tail = arena.readTail();
            return tail.name().equals(arena.name()) ? Optional.of(arena) : Optional.empty();
        } catch (CorruptException | UnsupportedVersionException e) {
            return Optional.empty();
        }
    }

    /** The arenas, in their order. Of those of a partition nothing has been read. */
    public List<Arena> arenas() {
        return arenas;
    }

    /** The partition; empty if this is one arena by itself. */
    public Optional<ArenaPartition> partition() {
        return partition;
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
