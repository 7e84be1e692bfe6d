package org.arenavault.copy;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Disks;

/**
 * The pieces of a source with their digests: one thread reads, one hashes, and whoever takes them writes meanwhile. The
 * threads are never interrupted, which would close the files they read.
 */
final class Pieces implements Closeable {

    private static final int BUFFERS = 12;

    private final BoundedQueue<ByteBuffer> buffers = new BoundedQueue<>(BUFFERS + 1);
    private final BoundedQueue<Piece> read = new BoundedQueue<>(BUFFERS);
    private final BoundedQueue<Piece> hashed = new BoundedQueue<>(BUFFERS);
    private final Thread reader;
    private final Thread hasher;

    /** Work that a thread does until it is done or fails. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    Pieces(SourceReader source, CopyExtents extents, long from) throws CancelledException {
        for (int i = 0; i < BUFFERS; i++) {
            buffers.put(Disks.memory(SourceReader.BUFFER));
        }
        reader = start("copy-reader", () -> source.run(from, buffers, read), read);
        hasher = start("copy-hasher", () -> new ExtentHasher(extents).run(read, hashed), hashed);
    }

    private static Thread start(String name, Work work, BoundedQueue<Piece> out) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
                out.end();
            } catch (IOException e) {
                out.fail(e);
            } catch (RuntimeException | Error e) {
                out.fail(new IOException("a thread of the copy failed: " + e, e));
            }
        }, name);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The next piece, to be given back with {@link #release}. */
    Optional<Piece> take() throws IOException {
        return hashed.take();
    }

    void release(Piece piece) throws CancelledException {
        if (!piece.isZero()) {
            buffers.put(piece.data());
        }
    }

    @Override
    public void close() {
        hashed.abandon();
        read.abandon();
        buffers.abandon();
        boolean interrupted = false;
        while (reader.isAlive() || hasher.isAlive()) {
            try {
                reader.join();
                hasher.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
