package org.arenavault.venti.check;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.LongAdder;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Fifo;
import org.arenavault.io.Meanwhile;
import org.arenavault.io.PeerException;
import org.arenavault.io.Progress;
import org.arenavault.io.Pump;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UnsupportedVersionException;
import org.arenavault.io.VaultException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ArenaSeal;
import org.arenavault.venti.format.ArenaStatus;
import org.arenavault.venti.format.ClumpDecoder;
import org.arenavault.venti.format.ClumpHeader;
import org.arenavault.venti.format.Fields;
import org.arenavault.venti.format.Score;

/**
 * Checks arenas, reading each once from head to tail. Nothing is written.
 *
 * <p>In a deep check one thread reads and finds the clumps of one arena; all cores decode and hash them, while the seal
 * is summed in passing. A sum alone cannot be shared by cores: of seals, as many arenas are summed at the same time
 * as there are threads, each read ahead of its sum.
 */
public final class ArenaCheck implements AutoCloseable {

    private static final int BATCH = 2 << 20;
    /** A clump of any legal size, and the header of the next. */
    private static final int LONGEST_STEP = 2 * ArenaFormat.CLUMP_HEADER + ArenaFormat.MAX_UNCSIZE;
    /** What is read ahead of a sum. */
    private static final int MEGABYTES_AHEAD = 4;

    private final Progress progress;
    private final StopSignal stop;
    private final ExecutorService pool;
    private final int threads;
    private final BlockingQueue<byte[]> buffers = new LinkedBlockingQueue<>();
    private boolean hasBuffers;
    private volatile boolean abandoned;
    private final ThreadLocal<Fifo> ahead = ThreadLocal.withInitial(() -> new Fifo(MEGABYTES_AHEAD));
    private final ThreadLocal<ClumpDecoder> decoders = ThreadLocal.withInitial(ClumpDecoder::new);

    /** Takes the reports of several arenas. */
    @FunctionalInterface
    public interface Reports {

        /** Takes the next one. */
        void take(ArenaReport report) throws IOException;
    }

    /** A checker that uses {@code threads} threads besides the caller's. */
    public ArenaCheck(int threads, Progress progress, StopSignal stop) {
        this.threads = threads;
        this.progress = progress;
        this.stop = stop;
        this.pool = Executors.newFixedThreadPool(threads, ArenaCheck::daemon);
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

    /**
     * Checks the seals of many arenas, several at a time. The reports come one by one, in the order of the arenas.
     *
     * @throws IOException as {@link #seal}; nothing is read any more then
     */
    public void seals(List<Arena> arenas, Reports reports) throws IOException {
        Deque<Meanwhile<ArenaReport>> begun = new ArrayDeque<>();
        Iterator<Arena> next = arenas.iterator();
        try {
            while (next.hasNext() || !begun.isEmpty()) {
                while (next.hasNext() && begun.size() < 2 * threads) {
                    Arena arena = next.next();
                    begun.add(Meanwhile.on(pool, () -> seal(arena)));
                }
                reports.take(begun.remove().get());
            }
        } finally {
            abandoned = !begun.isEmpty();
            begun.forEach(Meanwhile::await);
            abandoned = false;
        }
    }

    /** Checks the seal, and decodes and hashes every clump and compares it with its directory entry. */
    public ArenaReport deep(Arena arena) throws IOException {
        for (int i = hasBuffers ? 0 : 2 * threads + 2; i > 0; i--) {
            buffers.add(new byte[BATCH]);
        }
        hasBuffers = true;
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
            } catch (CancelledException | PeerException | RefusedException e) {
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
                if (deep) {
                    readThrough();
                } else if (sealed) {
                    sum();
                }
                return sealed ? seal.finish() : Score.NONE;
            } finally {
                finishBatches();
            }
        }

        private void sum() throws IOException {
            try (Pump pump = new Pump(ahead.get(), arena.image(), 0)) {
                for (ByteBuffer next = pump.take(); next.hasRemaining(); next = pump.take()) {
                    stop.check();
                    if (abandoned) {
                        throw new CancelledException("another arena ended the check");
                    }
                    seal.update(next);
                    stage.add(next.remaining());
                    pump.release(next);
                }
            }
        }

        private void readThrough() throws IOException {
            ClumpLog log = new ClumpLog(status, clumpMagic(), findings);
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
            log.finish();
        }

        /** The tail's word; the head's, if the tail's differs and the first clump begins with the head's. */
        private long clumpMagic() throws IOException {
            long magic = arena.readTail().clumpMagic();
            try {
                long other = arena.readHead().clumpMagic();
                ByteBuffer first = ByteBuffer.wrap(arena.storage().read(arena.dataStart(), Integer.BYTES));
                return other != magic && Fields.u32(first, 0) == other ? other : magic;
            } catch (CorruptException | UnsupportedVersionException e) {
                // the head's damage is among the findings already
                return magic;
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
            int[] starts = findClumps(batch, length, from, log);
            carried = !log.atEnd() ? (int) Math.max(0, readTo - arena.blockSize() - log.position()) : 0;
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
                    log.problem(dataFrom + start, e::getMessage);
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
