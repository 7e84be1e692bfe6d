package org.arenavault.ninep;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Reason;
import org.arenavault.io.Storage;
import org.jspecify.annotations.Nullable;

/**
 * A file of a server that is read and written, up to the length that it had when it was opened. Writes are sent ahead
 * up to a window; no byte is on its way twice, so that the server need not answer in order. Over a lost connection
 * they are sent again, as long as it is the same file. {@link #force} asks the server for stable storage, and reads
 * back all that was written: a server that died has perhaps lost what it had answered. What failed once fails from
 * then on.
 */
final class NineTarget implements Storage {

    /** Bytes that are sent and not answered: 1 Gbit/s for 64 ms. */
    private static final int WINDOW = 8 << 20;
    /** Pieces begin at a multiple of this where they can: disks write whole sectors. */
    private static final int SECTOR = 512;

    private final NinePath path;
    private final NineServerTree tree;
    private final NineReader reader;
    private final NineStorage file;
    private final Consumer<String> notes;
    private final NineWritten written = new NineWritten();
    private final Deque<NinePiece> flight = new ArrayDeque<>();
    private long flying;
    /** What a reader has asked for ahead may be older than what was written. */
    private boolean stale;
    private boolean unsynced;
    private boolean closed;
    private @Nullable IOException failed;

    private NineTarget(NinePath path, NineServerTree tree, NineReader reader, NineStorage file,
            Consumer<String> notes) {
        this.path = path;
        this.tree = tree;
        this.reader = reader;
        this.file = file;
        this.notes = notes;
    }

    /**
     * Opens a file to be read and written.
     *
     * @param notes told what the operator should know of the server
     * @throws PeerException if the server cannot be reached, or refuses
     */
    static NineTarget open(NinePath path, NineServerTree tree, NineReader reader, Consumer<String> notes)
            throws IOException {
        NineStorage file = NineStorage.open(path, tree, reader, NineClient.Mode.READ_AND_WRITE);
        return new NineTarget(path, tree, reader, file, notes);
    }

    /** Something that fails for good if it fails. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private void attempt(Work work) throws IOException {
        if (closed) {
            throw new MediumFaultException(path + ": was closed");
        }
        if (failed != null) {
            throw again(failed);
        }
        try {
            work.run();
        } catch (IOException e) {
            failed = e;
            throw e;
        }
    }

    /** The same failure once more; not the same exception, which cannot be told beside itself. */
    private static IOException again(IOException failure) {
        if (failure instanceof PeerException peer) {
            return new PeerException(peer.fault(), peer.getMessage(), peer);
        }
        return failure instanceof CancelledException ? new CancelledException(Reason.of(failure))
                : new MediumFaultException(Reason.of(failure), failure);
    }

    @Override
    public String name() {
        return file.name();
    }

    @Override
    public long size() throws MediumFaultException {
        return file.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        landed();
        file.read(position, target);
    }

    @Override
    public void refresh(long position, long length) {
        file.refresh(position, length);
    }

    private synchronized void landed() throws IOException {
        if (stale) {
            attempt(this::landAll);
        }
    }

    @Override
    public synchronized void write(long position, ByteBuffer source) throws IOException {
        int count = source.remaining();
        if (position < 0 || position > size() - count) {
            throw new CorruptException("%s: ends at byte %d, but %d bytes are to be written at %d".formatted(path,
                    size(), count, position));
        }
        attempt(() -> {
            if (count > 0) {
                if (written.isInTheWayOf(position, position + count)) {
                    check();
                }
                stale = true;
                unsynced = true;
                written.add(position, source);
                send(position, source);
            }
        });
    }

    private void send(long position, ByteBuffer source) throws IOException {
        long at = position;
        while (source.hasRemaining()) {
            while (flying >= WINDOW) {
                land();
            }
            NineHandle handle = handle();
            byte[] bytes = new byte[Math.min(source.remaining(), step(handle.unit(), at))];
            source.get(bytes);
            NinePiece piece = new NinePiece(handle, at, bytes);
            flight.add(piece);
            flying += bytes.length;
            at += bytes.length;
            handle.send(piece);
        }
    }

    private static int step(int unit, long at) {
        return unit < SECTOR ? unit : unit - (int) (at % SECTOR);
    }

    /** The open file, over a connection that was there a moment ago. */
    private NineHandle handle() throws IOException {
        int losses = 0;
        while (true) {
            NineClient client = tree.client();
            try {
                return file.handle(client);
            } catch (PeerException e) {
                losses++;
                NineStorage.again(tree, client, e, losses);
            }
        }
    }

    /** Waits for the answer to what was sent first. */
    private void land() throws IOException {
        int losses = 0;
        while (true) {
            NinePiece first = flight.element();
            try {
                first.await();
                flight.remove();
                flying -= first.length();
                return;
            } catch (PeerException e) {
                if (e.fault() == PeerException.Fault.REFUSED) {
                    throw new MediumFaultException("%s: write error between bytes %d and %d: %s".formatted(path,
                            first.at(), first.at() + first.length() - 1, e.getMessage()), e);
                }
                losses++;
                NineStorage.again(tree, first.handle().client(), e, losses);
                sendAgain();
            }
        }
    }

    /** What was not answered goes over another connection; whether it was written before nobody knows. */
    private void sendAgain() throws IOException {
        NineHandle handle = handle();
        List<NinePiece> pieces = List.copyOf(flight);
        flight.clear();
        for (NinePiece piece : pieces) {
            NinePiece again = piece.through(handle);
            flight.add(again);
            handle.send(again);
        }
    }

    private void landAll() throws IOException {
        while (!flight.isEmpty()) {
            land();
        }
        reader.forget(handle());
        stale = false;
    }

    @Override
    public synchronized void force() throws IOException {
        attempt(() -> {
            if (unsynced) {
                landAll();
                sync();
                unsynced = false;
            }
            check();
        });
    }

    private void sync() throws IOException {
        int losses = 0;
        while (true) {
            NineHandle handle = handle();
            try {
                handle.sync();
                return;
            } catch (PeerException e) {
                if (e.fault() == PeerException.Fault.REFUSED) {
                    notes.accept(("%s: the server does not put files on stable storage when it is asked to; what it "
                            + "has answered is read back, and taken for written (%s)").formatted(path.address(),
                            e.getMessage()));
                    return;
                }
                losses++;
                NineStorage.again(tree, handle.client(), e, losses);
            }
        }
    }

    private void check() throws IOException {
        if (!written.isEmpty()) {
            landAll();
            written.check(file, tree.stop());
        }
    }

    @Override
    public synchronized void close() throws IOException {
        if (!closed) {
            try (file) {
                if (failed == null && !flight.isEmpty()) {
                    attempt(this::landAll);
                }
            } finally {
                closed = true;
            }
        }
    }
}
