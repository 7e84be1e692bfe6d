package org.arenavault.venti.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.Score;

/**
 * Checks arenas, reading each once from head to tail. One thread reads and finds the clumps; all cores decode
 * and hash them, while the seal is summed in passing. Nothing is written.
 */
public final class ArenaCheck implements AutoCloseable {

    private static final int BATCH = 2 << 20;
    /** A clump of any legal size, and the header of the next. */
    private static final int LONGEST_STEP = 2 * ArenaFormat.CLUMP_HEADER + ArenaFormat.MAX_UNCSIZE;

    private final Progress progress;
    private final StopSignal stop;
    private final ExecutorService pool;
    private final BlockingQueue<byte[]> buffers = new LinkedBlockingQueue<>();
    private final ThreadLocal<ClumpDecoder> decoders = ThreadLocal.withInitial(ClumpDecoder::new);

    /** A checker that uses {@code threads} threads besides the caller's. */
    public ArenaCheck(int threads, Progress progress, StopSignal stop) {
        this.progress = progress;
        this.stop = stop;
        this.pool = Executors.newFixedThreadPool(threads, ArenaCheck::daemon);
        for (int i = 0; i < 2 * threads + 2; i++) {
            buffers.add(new byte[BATCH]);
        }
    }

    private static Thread daemon(Runnable work) {
        Thread thread = new Thread(work, "arena-check");
        thread.setDaemon(true);
        return thread;
    }

    /** Checks the seal of an arena that is sealed on disk; of every other, head and tail alone. */
    public ArenaReport seal(Arena arena) throws IOException {
        return check(arena, false);
    }

    /** Checks the seal, and decodes and hashes every clump and compares it with its directory entry. */
    public ArenaReport deep(Arena arena) throws IOException {
        return check(arena, true);
    }

    private ArenaReport check(Arena arena, boolean deep) throws IOException {
        ArenaStatus status = ArenaStatus.of(arena);
        Findings findings = new Findings();
        status.problems().forEach(problem -> findings.problem(-1, problem));
        Score computed = Score.NONE;
        LongAdder clumps = new LongAdder();
        LongAdder bytes = new LongAdder();
        if (status.version() != 0) {
            try (Progress.Stage stage = progress.begin("checking " + arena.name(), arena.size())) {
                Pass pass = new Pass(status, deep, findings, stage, clumps, bytes);
                computed = pass.run();
            } catch (CancelledException e) {
                throw e;
            } catch (VaultException e) {
                findings.problem(Long.MAX_VALUE, e.getMessage());
            }
            compareSeal(status, computed, findings);
        }
        return new ArenaReport(status, computed, clumps.sum(), bytes.sum(), findings.count(), findings.problems(),
                findings.notes());
    }

    private static void compareSeal(ArenaStatus status, Score computed, Findings findings) {
        boolean summed = !status.seal().equals(Score.NONE) && !computed.equals(Score.NONE);
        if (summed && !computed.equals(status.seal())) {
            findings.problem(Long.MAX_VALUE, "%s: seal is %s, its bytes come to %s"
                    .formatted(status.arena().where(), status.seal(), computed));
        }
    }

    @Override
    public void close() {
        pool.shutdownNow();
    }

    /** One way through one arena. */
    private final class Pass {

        private final ArenaStatus status;
        private final Arena arena;
        private final boolean deep;
        private final boolean sealed;
        private final Findings findings;
        private final Progress.Stage stage;
        private final LongAdder clumps;
        private final LongAdder bytes;
        private final ArenaSeal seal;
        private CompletableFuture<Void> summed = CompletableFuture.completedFuture(null);
        private CompletableFuture<Void> handed = CompletableFuture.completedFuture(null);
        private final byte[] carry = new byte[LONGEST_STEP];
        private int carried;
        private long readTo;

        Pass(ArenaStatus status, boolean deep, Findings findings, Progress.Stage stage, LongAdder clumps,
                LongAdder bytes) {
            this.status = status;
            this.arena = status.arena();
            this.deep = deep;
            this.sealed = status.disk().sealed();
            this.findings = findings;
            this.stage = stage;
            this.clumps = clumps;
            this.bytes = bytes;
            this.seal = new ArenaSeal(arena.size());
        }

        Score run() throws IOException {
            try {
                if (sealed || deep) {
                    readThrough();
                }
                return sealed ? seal.finish() : Score.NONE;
            } finally {
                finishBatches();
            }
        }

        private void readThrough() throws IOException {
            ClumpLog log = new ClumpLog(status, arena.readTail().clumpMagic(), findings);
            long end = sealed ? arena.size() : arena.blockSize() + status.memory().used();
            while (readTo < end) {
                stop.check();
                byte[] batch = takeBuffer();
                try {
                    readBatch(batch, end, log);
                } catch (IOException e) {
                    buffers.add(batch);
                    throw e;
                }
            }
            finishBatches();
            if (deep) {
                log.finish();
            }
        }

        /** A batch begins with the clump that the one before it could not hold whole. */
        private void readBatch(byte[] batch, long end, ClumpLog log) throws IOException {
            long from = readTo - carried;
            int fresh = carried;
            int length = (int) Math.min(BATCH, end - from);
            System.arraycopy(carry, 0, batch, 0, carried);
            arena.storage().read(arena.start() + readTo, ByteBuffer.wrap(batch, fresh, length - fresh));
            readTo = from + length;
            int[] starts = deep ? findClumps(batch, length, from, log) : new int[0];
            carried = deep && !log.atEnd() ? (int) Math.max(0, readTo - arena.blockSize() - log.position()) : 0;
            System.arraycopy(batch, length - carried, carry, 0, carried);
            if (sealed) {
                summed = summed.thenRunAsync(() -> seal.update(ByteBuffer.wrap(batch, fresh, length - fresh)), pool);
            }
            CompletableFuture<Void> decoded =
                    CompletableFuture.runAsync(() -> decode(batch, starts, from - arena.blockSize(), log), pool);
            CompletableFuture<Void> both =
                    CompletableFuture.allOf(summed, decoded).whenComplete((done, failure) -> buffers.add(batch));
            handed = handed.thenCombine(both, (a, b) -> null);
            stage.add(length - fresh);
        }

        private byte[] takeBuffer() throws CancelledException {
            try {
                return buffers.take();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("interrupted while checking", e);
            }
        }

        /** Where clumps start in the batch; all but the last batch of the log leave room for the longest. */
        private int[] findClumps(byte[] batch, int length, long from, ClumpLog log) throws IOException {
            long dataFrom = from - arena.blockSize();
            int room = readTo >= arena.blockSize() + status.memory().used() ? ArenaFormat.CLUMP_HEADER : LONGEST_STEP;
            int[] starts = new int[length / ArenaFormat.CLUMP_HEADER + 1];
            int count = 0;
            while (!log.atEnd() && log.position() - dataFrom <= length - room) {
                int start = (int) (log.position() - dataFrom);
                if (log.advance(batch, dataFrom, length)) {
                    starts[count++] = start;
                }
            }
            return Arrays.copyOf(starts, count);
        }

        private void decode(byte[] batch, int[] starts, long dataFrom, ClumpLog log) {
            ClumpDecoder decoder = decoders.get();
            ByteBuffer view = ByteBuffer.wrap(batch);
            for (int start : starts) {
                ClumpHeader header = ClumpHeader.decode(view, start);
                try {
                    bytes.add(decoder.decode(header, batch, start + ArenaFormat.CLUMP_HEADER).remaining());
                } catch (CorruptException e) {
                    log.problem(dataFrom + start, e.getMessage());
                }
            }
            clumps.add(starts.length);
        }

        private void finishBatches() throws IOException {
            try {
                handed.join();
            } catch (CompletionException e) {
                throw new IOException(e.getCause());
            }
        }
    }
}
