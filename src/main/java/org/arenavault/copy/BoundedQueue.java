package org.arenavault.copy;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.function.BooleanSupplier;
import org.arenavault.io.CancelledException;
import org.jspecify.annotations.Nullable;

/**
 * A short queue between two threads, one that gives and one that takes, with an end, a failure that is handed on, and
 * a taker that may leave.
 */
final class BoundedQueue<T> {

    private final int room;
    private final Queue<T> queue = new ArrayDeque<>();
    private @Nullable IOException failure;
    private boolean ended;
    private boolean abandoned;

    BoundedQueue(int room) {
        this.room = room;
    }

    /**
     * Gives one, as soon as there is room.
     *
     * @throws CancelledException if nobody takes any more
     */
    synchronized void put(T item) throws CancelledException {
        await(() -> queue.size() < room || abandoned);
        if (abandoned) {
            throw new CancelledException("nobody takes what was read");
        }
        queue.add(item);
        notifyAll();
    }

    /** The next; empty behind the last. What the giver failed with is thrown behind the last that it gave. */
    synchronized Optional<T> take() throws IOException {
        await(() -> !queue.isEmpty() || ended);
        T item = queue.poll();
        notifyAll();
        if (item == null && failure != null) {
            throw failure;
        }
        return Optional.ofNullable(item);
    }

    /** Nothing more will come. */
    synchronized void end() {
        ended = true;
        notifyAll();
    }

    /** Nothing more will come, for this reason. */
    synchronized void fail(IOException reason) {
        failure = reason;
        end();
    }

    /** Nothing more will be taken. */
    synchronized void abandon() {
        abandoned = true;
        queue.clear();
        end();
    }

    private synchronized void await(BooleanSupplier condition) throws CancelledException {
        try {
            while (!condition.getAsBoolean()) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted", e);
        }
    }
}
