package org.arenavault.venti.vac;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import org.arenavault.io.CancelledException;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;

/**
 * The data blocks of a file from the first to the last, holes left out, several being read at the same time. Holds
 * no more blocks than its window. What is missing is a result, not an end.
 */
final class ReadAhead {

    /**
     * A data block, or what is known of one that is missing.
     *
     * @param number of the block
     * @param bytes as they were stored; none where it is missing
     * @param until the block behind the last one that is missing together with this one
     * @param problem one line on what is missing; empty if nothing is
     */
    record Piece(long number, byte[] bytes, long until, String problem) {
    }

    private final BlockSource source;
    private final BlockFile file;
    private final Executor pool;
    private final int window;
    private final StopSignal stop;
    private final Deque<CompletableFuture<Piece>> ahead = new ArrayDeque<>();
    private long next;

    ReadAhead(BlockSource source, BlockFile file, Executor pool, int window, StopSignal stop) {
        this.source = source;
        this.file = file;
        this.pool = pool;
        this.window = window;
        this.stop = stop;
    }

    /**
     * The next block.
     *
     * @return empty behind the last
     * @throws IOException if the source fails
     */
    Optional<Piece> next() throws IOException {
        long end = file.entry().blocks();
        while (ahead.size() < window && next < end) {
            stop.check();
            BlockFile.Spot spot = file.seek(next, end);
            next = spot.until();
            if (!spot.problem().isEmpty()) {
                ahead.add(CompletableFuture.completedFuture(
                        new Piece(spot.number(), new byte[0], spot.until(), spot.problem())));
            } else if (!spot.score().isEmptyBlock()) {
                ahead.add(CompletableFuture.supplyAsync(() -> read(spot), pool));
            }
        }
        return ahead.isEmpty() ? Optional.empty() : Optional.of(await(ahead.remove()));
    }

    private Piece read(BlockFile.Spot spot) {
        try {
            Optional<byte[]> block = source.read(spot.score(), BlockType.DATA);
            return new Piece(spot.number(), block.orElse(new byte[0]), spot.until(),
                    block.isPresent() ? "" : file.missing(spot));
        } catch (IOException e) {
            throw new CompletionException(e);
        }
    }

    private static Piece await(CompletableFuture<Piece> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while reading", e);
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException cause) {
                throw cause;
            }
            throw new IllegalStateException("a reading thread failed", e.getCause());
        }
    }
}
