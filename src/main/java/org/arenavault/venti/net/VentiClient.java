package org.arenavault.venti.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;
import org.arenavault.io.Dial;
import org.arenavault.io.PeerException;
import org.arenavault.io.Reason;
import org.arenavault.io.RefusedException;
import org.arenavault.io.StopSignal;
import org.arenavault.io.World;
import org.arenavault.venti.format.ArenaFormat;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockType;
import org.arenavault.venti.format.Score;
import org.jspecify.annotations.Nullable;

/**
 * A client of a venti. Several threads may use it at once; their requests share one connection, in a window.
 *
 * <p>Every block is checked against its score on its way in and out. A block that {@link #write} was given is sent
 * again when the connection is lost, until a {@link #sync} has made it durable. When the server cannot be reached any
 * more, or breaks the protocol, all requests fail with a {@link PeerException}, and the client is of no further use:
 * open a new one, and begin where the last successful sync ended.
 *
 * <p>Memory is bounded: by what is not durable, the window, and as many requests again that wait for it. No request
 * waits forever: see {@link ClientOptions}.
 */
public final class VentiClient implements BlockSource, Closeable {

    private final ClientLoop loop;
    private final Thread thread;
    private final Places places;
    private final Object writesLock = new Object();
    private int writesUnderWay;
    private @Nullable Throwable firstRefusal;

    private VentiClient(ClientLoop loop, Thread thread, int window) {
        this.loop = loop;
        this.thread = thread;
        this.places = new Places(2 * window);
    }

    /**
     * Connects to a server.
     *
     * @throws PeerException if it cannot be reached, or is no venti
     * @throws CancelledException here and in every wait for an answer, soon after the operator asked to stop
     */
    public static VentiClient connect(Dial dial, ClientOptions options, World world) throws IOException {
        return connect(dial, options, world.clock(), world.stop());
    }

    /** The same for work that is never stopped. */
    public static VentiClient connect(Dial dial, ClientOptions options, Clock clock) throws IOException {
        return connect(dial, options, clock, StopSignal.NEVER);
    }

    private static VentiClient connect(Dial dial, ClientOptions options, Clock clock, StopSignal stop)
            throws IOException {
        ClientLoop loop = new ClientLoop(dial.toString(), resolve(dial), options, clock, stop);
        Thread thread = new Thread(loop, "venti-client");
        thread.setDaemon(true);
        thread.start();
        VentiClient client = new VentiClient(loop, thread, options.window());
        try {
            await(loop.firstReady());
            return client;
        } catch (IOException | RuntimeException | Error e) {
            client.close();
            throw e;
        }
    }

    private static List<InetSocketAddress> resolve(Dial dial) throws PeerException {
        try {
            return Arrays.stream(InetAddress.getAllByName(dial.host()))
                    .map(address -> new InetSocketAddress(address, dial.port())).toList();
        } catch (UnknownHostException e) {
            throw new PeerException(PeerException.Fault.UNREACHABLE, "%s: no such host is known".formatted(dial), e);
        }
    }

    /**
     * Asks for a block without waiting for the answer. Waits only for a place in the window. What is chained to the
     * result runs on the client's own thread: it must be short, and not call the client.
     */
    public CompletableFuture<ReadResult> fetchLater(Score score, BlockType type) throws CancelledException {
        if (score.isEmptyBlock()) {
            return CompletableFuture.completedFuture(new ReadResult.Found(new byte[0]));
        }
        if (type.equals(BlockType.CORRUPT)) {
            return CompletableFuture.completedFuture(new ReadResult.Absent());
        }
        return submit(new Request.Read(score, type));
    }

    /**
     * Asks for a block.
     *
     * @throws PeerException if the server refuses for another reason than that it has no sound copy, or is lost
     */
    public ReadResult fetch(Score score, BlockType type) throws IOException {
        return await(fetchLater(score, type));
    }

    @Override
    public Optional<byte[]> read(Score score, BlockType type) throws IOException {
        return fetch(score, type).block();
    }

    @Override
    public boolean contains(Score score, BlockType type) throws IOException {
        if (score.isEmptyBlock()) {
            return true;
        }
        if (type.equals(BlockType.CORRUPT)) {
            return false;
        }
        return switch (await(submit(new Request.Probe(score, type)))) {
            case THERE -> true;
            case NOT_THERE -> false;
            case UNCLEAR -> read(score, type).isPresent();
        };
    }

    /**
     * Asks whether a block is there without waiting for the answer, and without its bytes. Waits only for a place in
     * the window. What is chained to the result must be short, and not call the client.
     *
     * @return true if it surely is; false if it is not, or the server gives no clear answer
     */
    public CompletableFuture<Boolean> probeLater(Score score, BlockType type) throws CancelledException {
        if (score.isEmptyBlock() || type.equals(BlockType.CORRUPT)) {
            return CompletableFuture.completedFuture(score.isEmptyBlock());
        }
        return submit(new Request.Probe(score, type)).thenApply(Request.Probe.Outcome.THERE::equals);
    }

    /**
     * Gives the server a block without waiting for the answer. Waits only for a place in the window. The block is not
     * copied: leave it alone. Accepted is not yet durable: see {@link #sync}.
     *
     * @return its score once the server has accepted it; a {@link PeerException} if it refused. Chained work must
     *     be short, and not call the client
     * @throws RefusedException if the block is longer than the protocol can carry, or its type is none
     */
    public CompletableFuture<Score> writeLater(BlockType type, byte[] block) throws IOException {
        return writeLater(type, block, Score.ofBlock(ByteBuffer.wrap(block)));
    }

    /**
     * The same for a block that was just checked against its score: it is not summed once more.
     *
     * @param score that the block surely has
     */
    public CompletableFuture<Score> writeLater(BlockType type, byte[] block, Score score) throws IOException {
        return writeLater(type, block, score, this::keepFirst);
    }

    /**
     * Gives the server a block.
     *
     * @return its score
     * @throws PeerException if the server refuses, or is lost
     */
    public Score write(BlockType type, byte[] block) throws IOException {
        return await(writeLater(type, block, Score.ofBlock(ByteBuffer.wrap(block)), refusal -> { }));
    }

    private CompletableFuture<Score> writeLater(BlockType type, byte[] block, Score score,
            Consumer<Throwable> onRefusal) throws IOException {
        if (block.length > ArenaFormat.MAX_UNCSIZE || type.equals(BlockType.CORRUPT)) {
            // a server would store a wrong type, and never give the block back
            throw new RefusedException("a block of %d bytes and type %s cannot be sent; 1 to %d bytes can"
                    .formatted(block.length, type, ArenaFormat.MAX_UNCSIZE));
        }
        if (block.length == 0) {
            return CompletableFuture.completedFuture(Score.ZERO);
        }
        synchronized (writesLock) {
            writesUnderWay++;
        }
        CompletableFuture<Score> answered = new CompletableFuture<>();
        try {
            CompletableFuture<Score> unused = submit(new Request.Write(type, block, score))
                    .whenComplete((stored, failure) -> {
                if (failure == null) {
                    answered.complete(stored);
                } else {
                    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
                    answered.completeExceptionally(cause);
                    onRefusal.accept(cause);
                }
                countAnswered();
            });
        } catch (CancelledException e) {
            countAnswered();
            throw e;
        }
        return answered;
    }

    private void countAnswered() {
        synchronized (writesLock) {
            writesUnderWay--;
            if (writesUnderWay == 0) {
                writesLock.notifyAll();
            }
        }
    }

    private void keepFirst(Throwable refusal) {
        synchronized (writesLock) {
            if (firstRefusal == null) {
                firstRefusal = refusal;
            }
        }
    }

    /**
     * Waits until all blocks given are answered for.
     *
     * @throws PeerException the first refusal since the last call
     */
    public void drain() throws IOException {
        synchronized (writesLock) {
            try {
                while (writesUnderWay > 0) {
                    writesLock.wait();
                }
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
            if (firstRefusal != null) {
                Throwable cause = firstRefusal;
                firstRefusal = null;
                throw inThisThread(cause);
            }
        }
    }

    /**
     * Waits until all blocks given are answered for and durable.
     *
     * @throws PeerException the first refusal of a block since the last call, or that of the sync
     */
    public void sync() throws IOException {
        drain();
        await(submit(new Request.Sync()));
    }

    /**
     * Asks for a sign of life.
     *
     * @throws PeerException if there is none
     */
    public void ping() throws IOException {
        await(submit(new Request.Ping()));
    }

    private <T> CompletableFuture<T> submit(Request<T> request) throws CancelledException {
        if (Thread.currentThread() == thread) {
            throw new IllegalStateException("the client's own thread cannot wait for a place in its window");
        }
        try {
            places.take();
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
        CompletableFuture<T> result = request.result().whenComplete((value, failure) -> places.giveBack());
        loop.add(request);
        return result;
    }

    private static <T> T await(CompletableFuture<T> future) throws IOException {
        try {
            return future.get();
        } catch (InterruptedException e) {
            throw interrupted(e);
        } catch (ExecutionException e) {
            throw inThisThread(Reason.beneath(e));
        }
    }

    /** The same error with the trace of the thread that asked. */
    public static IOException inThisThread(Throwable cause) {
        if (cause instanceof CancelledException) {
            return new CancelledException(Reason.of(cause), cause);
        }
        return cause instanceof PeerException e ? new PeerException(e.fault(), e.getMessage(), e)
                : new IOException(cause.getMessage(), cause);
    }

    private static CancelledException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new CancelledException("interrupted while waiting for a venti", e);
    }

    /** Closes the connection. Blocks given since the last {@link #sync} may be lost, requests without answer fail. */
    @Override
    public void close() {
        loop.close();
        try {
            if (Thread.currentThread() != thread) {
                thread.join();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
