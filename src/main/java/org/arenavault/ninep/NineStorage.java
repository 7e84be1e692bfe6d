package org.arenavault.ninep;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.PeerException;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.RefusedException;
import org.jspecify.annotations.Nullable;

/**
 * A file of a server, up to the length that it had when it was opened. What is read one after the other is asked for
 * ahead. A lost connection is made again, as long as the file is still the same.
 */
final class NineStorage implements ReadOnlyStorage {

    private final NinePath path;
    private final NineServerTree tree;
    private final NineReader reader;
    private final NineClient.Mode mode;
    private final NineStat stat;
    private final long size;
    private @Nullable NineHandle current;
    private boolean closed;

    private NineStorage(NinePath path, NineServerTree tree, NineReader reader, NineClient.Mode mode, NineHandle handle,
            long size) {
        this.path = path;
        this.tree = tree;
        this.reader = reader;
        this.mode = mode;
        this.current = handle;
        this.stat = handle.stat();
        this.size = size;
    }

    /**
     * Opens a file.
     *
     * @throws PeerException if the server cannot be reached, or refuses
     * @throws RefusedException if it is a directory, or has no end
     */
    static NineStorage open(NinePath path, NineServerTree tree, NineReader reader, NineClient.Mode mode)
            throws IOException {
        int losses = 0;
        while (true) {
            NineClient client = tree.client();
            try {
                NineHandle handle = new NineHandle(client, client.open(path.walk(), mode));
                try {
                    return new NineStorage(path, tree, reader, mode, handle, size(handle, path, mode));
                } catch (IOException | RuntimeException | Error e) {
                    handle.close();
                    throw e;
                }
            } catch (PeerException e) {
                losses++;
                again(tree, client, e, losses);
            }
        }
    }

    private static long size(NineHandle handle, NinePath path, NineClient.Mode mode) throws IOException {
        if (handle.stat().isDirectory()) {
            throw new RefusedException(path + ": is a directory, where a file or a device is expected");
        }
        if (mode == NineClient.Mode.READ_AND_WRITE && (handle.stat().mode() & NineStat.APPEND) != 0) {
            throw new RefusedException(path + ": takes bytes only behind its end; it is no partition");
        }
        return handle.stat().length() > 0 ? handle.stat().length() : NineLength.of(handle, path);
    }

    /** Returns if there is hope that the same will succeed over another connection. */
    static void again(NineServerTree tree, NineClient client, PeerException fault, int losses)
            throws PeerException {
        if (fault.fault() == PeerException.Fault.REFUSED || losses > tree.attempts()) {
            throw fault;
        }
        tree.lost(client, fault);
    }

    @Override
    public String name() {
        return path.toString();
    }

    @Override
    public long size() throws MediumFaultException {
        requireOpen();
        return size;
    }

    private synchronized void requireOpen() throws MediumFaultException {
        if (closed) {
            throw new MediumFaultException(path + ": was closed");
        }
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        requireOpen();
        if (position < 0 || position > size - target.remaining()) {
            throw new CorruptException("%s: ends at byte %d, but %d bytes are needed at %d".formatted(path, size,
                    target.remaining(), position));
        }
        long at = position;
        while (target.hasRemaining()) {
            at += some(at, target);
        }
    }

    /** Reads what one piece has of it; returns how much. */
    private int some(long at, ByteBuffer target) throws IOException {
        int losses = 0;
        while (true) {
            NineClient client = tree.client();
            try {
                NineHandle handle = handle(client);
                NineBlock piece = reader.piece(handle, at, target.remaining(), size);
                try {
                    return copy(piece, at, target);
                } catch (CorruptException e) {
                    reader.forget(handle);
                    return alone(handle, at, target);
                } catch (PeerException e) {
                    reader.forget(handle);
                    if (e.fault() == PeerException.Fault.REFUSED) {
                        return alone(handle, at, target);
                    }
                    throw e;
                }
            } catch (PeerException e) {
                losses++;
                again(tree, client, e, losses);
            }
        }
    }

    @Override
    public synchronized void refresh(long position, long length) {
        if (current != null) {
            reader.forget(current, position, position + length);
        }
    }

    private int copy(NineBlock piece, long at, ByteBuffer target) throws IOException {
        try {
            piece.await();
            return piece.copy(at, target);
        } finally {
            reader.done(piece);
        }
    }

    /** Reads no more than is wanted, where a piece as a whole could not be had. */
    private int alone(NineHandle handle, long at, ByteBuffer target) throws IOException {
        try {
            ByteBuffer data = handle.read(at, target.remaining());
            if (!data.hasRemaining()) {
                throw new CorruptException("%s: ends at byte %d, where %d more were promised".formatted(path, at,
                        size - at));
            }
            int count = data.remaining();
            target.put(data);
            return count;
        } catch (PeerException e) {
            if (e.fault() == PeerException.Fault.REFUSED) {
                throw new MediumFaultException("%s: read error at byte %d: %s".formatted(path, at, e.getMessage()), e);
            }
            throw e;
        }
    }

    /** The open file, opened again if that was over another connection. */
    synchronized NineHandle handle(NineClient client) throws IOException {
        requireOpen();
        if (current == null || current.client() != client) {
            NineHandle handle = new NineHandle(client, client.open(path.walk(), mode));
            if (!isSame(handle.stat())) {
                handle.close();
                throw new RefusedException(("%s: was changed while the connection was lost: its qid is %s, and was %s; "
                        + "run the command again").formatted(path, handle.stat().qid(), stat.qid()));
            }
            current = handle;
        }
        return current;
    }

    /** Whoever writes to it changes its version, and nothing else of it. */
    private boolean isSame(NineStat now) {
        return mode == NineClient.Mode.READ ? now.qid().equals(stat.qid())
                : now.qid().isSameFile(stat.qid()) && now.length() == stat.length();
    }

    @Override
    public synchronized void close() {
        closed = true;
        if (current != null) {
            reader.forget(current);
            current.close();
            current = null;
        }
    }
}
