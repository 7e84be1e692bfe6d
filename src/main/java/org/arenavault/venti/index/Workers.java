package org.arenavault.venti.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.arenavault.io.CancelledException;
import org.arenavault.io.StopSignal;
import org.jspecify.annotations.Nullable;

/** Runs the same work on several threads at once. */
final class Workers {

    /** What each thread does. */
    @FunctionalInterface
    interface Work {

        /**
         * Does this thread's share.
         *
         * @param worker number of the thread, from 0
         * @param stop to be asked between steps: says stop on the operator's request, and once another failed
         */
        void run(int worker, StopSignal stop) throws IOException;
    }

    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    private Workers() {
    }

    /** Returns once all threads are done; throws what the first that failed has thrown. */
    static void run(int threads, StopSignal stop, Work work) throws IOException {
        new Workers().start(threads, stop, work);
    }

    private void start(int threads, StopSignal stop, Work work) throws IOException {
        StopSignal either = () -> stop.requested() || failure.get() != null;
        List<Thread> team = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            int worker = i;
            Thread thread = new Thread(() -> guarded(worker, either, work), "index-" + worker);
            thread.setDaemon(true);
            team.add(thread);
            thread.start();
        }
        boolean interrupted = false;
        for (Thread thread : team) {
            while (thread.isAlive()) {
                try {
                    thread.join();
                } catch (InterruptedException e) {
                    interrupted = true;
                    failure.compareAndSet(null, new CancelledException("interrupted while working on the index", e));
                }
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        rethrow(failure.get());
    }

    private void guarded(int worker, StopSignal stop, Work work) {
        try {
            work.run(worker, stop);
        } catch (IOException | RuntimeException | Error e) {
            failure.compareAndSet(null, e);
        }
    }

    private static void rethrow(@Nullable Throwable failure) throws IOException {
        if (failure instanceof IOException e) {
            throw e;
        }
        if (failure instanceof RuntimeException e) {
            throw e;
        }
        if (failure instanceof Error e) {
            throw e;
        }
    }
}
