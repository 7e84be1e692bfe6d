package org.arenavault.mirror;

import java.io.Closeable;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.venti.format.Arena;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.ClumpDecoder;

/**
 * Reads and decodes clumps of an arena ahead of their sending, on all processors. What lies together is read at once,
 * so that a disk is read from its beginning to its end.
 */
final class BlockReader implements Closeable {

    /** Bytes that are read at once. */
    private static final int TOGETHER = 512 << 10;
    /** Bytes between two clumps that are rather read than left out. */
    private static final int GAP = 64 << 10;
    private static final int MOST_THREADS = 4;

    private final Arena arena;
    private final long clumpMagic;
    private final ThreadLocal<ClumpDecoder> decoder = ThreadLocal.withInitial(ClumpDecoder::new);
    private final ExecutorService threads = Executors.newFixedThreadPool(
            Math.min(MOST_THREADS, Runtime.getRuntime().availableProcessors()), work -> {
                Thread thread = new Thread(work, "mirror-reader");
                thread.setDaemon(true);
                return thread;
            });

    BlockReader(Arena arena, long clumpMagic) {
        this.arena = arena;
        this.clumpMagic = clumpMagic;
    }

    /**
     * A clump and its block.
     *
     * @param block empty if no sound one was found there: whoever reads it alone learns why
     */
    record Decoded(ClumpGroup.Clump clump, Optional<byte[]> block) {
    }

    /** Clumps that are being read, in their order. */
    static final class Ahead {

        private final List<Future<List<Decoded>>> runs = new ArrayList<>();

        /** Does something with each block as soon as it is there. */
        void forEach(Sender sender) throws IOException {
            for (Future<List<Decoded>> run : runs) {
                for (Decoded decoded : await(run)) {
                    sender.send(decoded);
                }
            }
        }

        private static List<Decoded> await(Future<List<Decoded>> run) throws IOException {
            try {
                return run.get();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancelledException("interrupted while reading an arena", e);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof IOException gone) {
                    throw gone;
                }
                throw new IllegalStateException("a reader's thread failed", e.getCause());
            }
        }
    }

    /** Takes the blocks one after the other. */
    @FunctionalInterface
    interface Sender {

        void send(Decoded decoded) throws IOException;
    }

    /** Begins to read; the clumps are in the order of their offsets. */
    Ahead begin(List<ClumpGroup.Clump> clumps) {
        Ahead ahead = new Ahead();
        int first = 0;
        for (int i = 1; i <= clumps.size(); i++) {
            if (i == clumps.size() || end(clumps.get(i)) - clumps.get(first).offset() > TOGETHER
                    || clumps.get(i).offset() - end(clumps.get(i - 1)) > GAP) {
                List<ClumpGroup.Clump> run = List.copyOf(clumps.subList(first, i));
                ahead.runs.add(threads.submit(() -> read(run)));
                first = i;
            }
        }
        return ahead;
    }

    private static long end(ClumpGroup.Clump clump) {
        return clump.offset() + ArenaFormat.CLUMP_HEADER + clump.info().size();
    }

    private List<Decoded> read(List<ClumpGroup.Clump> run) throws IOException {
        long from = run.get(0).offset();
        byte[] stored;
        try {
            stored = arena.storage().read(arena.dataStart() + from, (int) (end(run.get(run.size() - 1)) - from));
        } catch (CorruptException | MediumFaultException e) {
            // each is read alone then, so that the fault costs no neighbour
            stored = new byte[0];
        }
        List<Decoded> blocks = new ArrayList<>(run.size());
        for (ClumpGroup.Clump clump : run) {
            blocks.add(new Decoded(clump, decoder.get().decode(stored, (int) (clump.offset() - from), clumpMagic,
                    clump.info().type(), clump.info().score())));
        }
        return blocks;
    }

    /** Lets what is being read come to its end: an interrupted read would close the partition. */
    @Override
    public void close() {
        threads.shutdown();
    }
}
