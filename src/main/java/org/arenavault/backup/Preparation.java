package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** Sums the next arena while the one before it is being recorded. */
final class Preparation implements Closeable {

    private final ExecutorService worker = Executors.newSingleThreadExecutor(Preparation::daemon);
    private String ahead = "";
    private CompletableFuture<SealedArena> sum = new CompletableFuture<>();

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "preparation");
        thread.setDaemon(true);
        return thread;
    }

    /** Begins to sum an arena that will be asked for. */
    void ahead(Candidate arena) {
        if (!arena.name().equals(ahead)) {
            ahead = arena.name();
            sum = CompletableFuture.supplyAsync(() -> sum(arena), worker);
        }
    }

    private static SealedArena sum(Candidate arena) {
        try {
            return arena.sum();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The summed arena.
     *
     * @throws org.arenavault.io.CorruptException if it is not fit to be recorded
     */
    SealedArena get(Candidate arena) throws IOException {
        ahead(arena);
        try {
            return sum.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof UncheckedIOException unchecked) {
                throw unchecked.getCause();
            }
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e;
        }
    }

    /** Waits for what has begun: nobody may close the source before. */
    @Override
    public void close() {
        worker.shutdownNow();
        boolean interrupted = false;
        while (true) {
            try {
                if (worker.awaitTermination(1, TimeUnit.HOURS)) {
                    break;
                }
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
