package org.arenavault.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Reads a storage ahead in a thread of its own, so that the source's hesitations do not reach the recorder. Who
 * empties the queue waits until it is nearly full before taking the first buffer.
 *
 * <p>The reading thread is never interrupted: that would close the source's file under everybody's feet.
 */
public final class Pump implements Closeable {

    private static final int PREFILL_PERCENT = 80;
    private static final ByteBuffer END = ByteBuffer.allocate(0);

    private final Storage source;
    private final long from;
    private final BlockingQueue<ByteBuffer> empty;
    private final BlockingQueue<ByteBuffer> full;
    private final int buffers;
    private final Thread reader;
    private volatile @Nullable IOException failure;
    private volatile @Nullable Throwable mistake;
    private volatile boolean closed;
    private volatile boolean ended;

    /** Begins to read {@code source} from {@code from} to its end, into the memory of {@code fifo}. */
    public Pump(Fifo fifo, Storage source, long from) throws IOException {
        this.source = source;
        this.from = from;
        long needed = (source.size() - from + Fifo.BUFFER - 1) / Fifo.BUFFER;
        List<ByteBuffer> memory = fifo.buffers(Math.max(1, needed));
        this.buffers = memory.size();
        this.empty = new ArrayBlockingQueue<>(buffers + 1);
        this.full = new ArrayBlockingQueue<>(buffers + 1);
        this.empty.addAll(memory);
        this.reader = new Thread(this::readAhead, "pump");
        this.reader.setDaemon(true);
        this.reader.start();
    }

    private void readAhead() {
        try {
            long size = source.size();
            for (long at = from; at < size; at += Fifo.BUFFER) {
                ByteBuffer buffer = empty.take();
                if (closed) {
                    return;
                }
                buffer.clear().limit((int) Math.min(Fifo.BUFFER, size - at));
                source.read(at, buffer);
                full.add(buffer.flip());
            }
        } catch (IOException e) {
            failure = e;
        } catch (InterruptedException e) {
            failure = new CancelledException("interrupted while reading ahead", e);
        } catch (RuntimeException | Error e) {
            mistake = e;
        } finally {
            ended = true;
            full.add(END);
        }
    }

    /**
     * The next bytes, to be handed back with {@link #release}; none at the end.
     *
     * @throws IOException if the source failed
     */
    public ByteBuffer take() throws IOException {
        try {
            ByteBuffer next = full.take();
            if (!next.hasRemaining()) {
                throwFailure();
            }
            return next;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for the source", e);
        }
    }

    /** What ended the reading thread before its time ends the one that waits for it. */
    private void throwFailure() throws IOException {
        if (failure != null) {
            throw failure;
        }
        if (mistake instanceof RuntimeException exception) {
            throw exception;
        }
        if (mistake instanceof Error error) {
            throw error;
        }
    }

    /** Waits until the queue is nearly full, or the source at its end. */
    public void prefill() throws CancelledException {
        try {
            while (!ended && full.size() < Math.max(1, buffers * PREFILL_PERCENT / 100)) {
                Thread.sleep(1);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while reading ahead", e);
        }
    }

    /** Hands a buffer back to be filled again. */
    public void release(ByteBuffer buffer) {
        empty.add(buffer);
    }

    /** How full the queue is now, in percent. */
    public int fill() {
        return 100 * Math.min(buffers, full.size()) / buffers;
    }

    /** Returns once nothing is read any more. */
    @Override
    public void close() {
        closed = true;
        empty.offer(END);
        boolean interrupted = false;
        while (reader.isAlive()) {
            try {
                reader.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
