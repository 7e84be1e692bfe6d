package org.arenavault.venti.format;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.PeerException;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.VaultException;
import org.jspecify.annotations.Nullable;

/**
 * Reads what heads and tails of many arenas say, in the order in which they lie: a venti can have thousands, and each
 * read costs more than what is made of it. A tail and the head behind it, which is the next arena's, are read at once.
 */
public final class ArenaStatusReader {

    private static final int HEAD = ArenaHead.DECODED_SIZE;
    private static final long NOWHERE = -1;

    private @Nullable Storage storage;
    private long size;
    /** The last tail that was read, and the head behind it if there was room for one. */
    private ByteBuffer ends = ByteBuffer.allocate(0);
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private long headAt = NOWHERE;

    /**
     * Reads tail and head of an arena, in this order, and compares them.
     *
     * @throws IOException only for causes that do not lie in the arena
     */
    public ArenaStatus read(Arena arena) throws IOException {
        if (arena.storage() != storage || arena.end() > size) {
            storage = arena.storage();
            size = arena.storage().size();
            headAt = NOWHERE;
        }
        try {
            arena.checkGeometry(size);
            readEnds(arena);
            ArenaTail tail = arena.tail(ends.slice(0, arena.blockSize()));
            return ArenaStatus.of(arena, tail, this);
        } catch (PeerException | RefusedException e) {
            // a server that is gone says nothing of the arena
            throw e;
        } catch (VaultException e) {
            return ArenaStatus.damaged(arena, e.getMessage());
        } finally {
            keepHeadBehind(arena);
        }
    }

    private void readEnds(Arena arena) throws IOException {
        int block = arena.blockSize();
        if (ends.capacity() < block + HEAD) {
            ends = ByteBuffer.allocate(block + HEAD);
        }
        boolean more = size - arena.end() >= HEAD;
        ends.clear().limit(more ? block + HEAD : block);
        try {
            arena.storage().read(arena.tailStart(), ends);
        } catch (VaultException e) {
            if (!more) {
                throw e;
            }
            // the fault may lie behind the tail
            arena.storage().read(arena.tailStart(), ends.clear().limit(block));
            if (isReadable(arena.storage(), arena.end())) {
                // it lies nowhere any more: what comes and goes is a fault, too
                throw e;
            }
        }
    }

    private boolean isReadable(Storage partition, long headStart) throws IOException {
        try {
            partition.read(headStart, head.clear());
            return true;
        } catch (PeerException | RefusedException e) {
            throw e;
        } catch (VaultException e) {
            // whoever asks for that head is told
            return false;
        }
    }

    private void keepHeadBehind(Arena arena) {
        boolean read = ends.position() == arena.blockSize() + HEAD;
        headAt = read ? arena.end() : NOWHERE;
        if (read) {
            head.put(0, ends, arena.blockSize(), HEAD);
        }
        ends.clear();
    }

    /** The head of an arena whose tail was read just now. */
    ArenaHead head(Arena arena) throws IOException {
        if (headAt != arena.start()) {
            arena.storage().read(arena.start(), head.clear());
        }
        return ArenaHead.decode(head.clear(), arena.where());
    }
}
