package org.arenavault.bench;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.locks.LockSupport;

/**
 * A link of so many bytes a second and so long a way to a port of this machine: what comes is held for half of the
 * round trip, and let out no faster than the rate. For kernels without {@code netem}.
 */
final class SlowLink implements Closeable {

    private static final int PIECE = 64 << 10;
    private static final long CARD_NANOS = 4_000_000;

    private final ServerSocketChannel socket;
    private final long bytesPerSecond;
    private final long wayNanos;

    /** A piece under way; the last one is empty. */
    private record Piece(ByteBuffer bytes, long comes) {
    }

    SlowLink(int to, long bytesPerSecond, int roundTripMillis) throws IOException {
        this.bytesPerSecond = bytesPerSecond;
        this.wayNanos = roundTripMillis * 1_000_000L / 2;
        this.socket = ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        daemon(() -> {
            while (true) {
                SocketChannel here = socket.accept();
                SocketChannel there =
                        SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), to));
                carry(here, there);
                carry(there, here);
            }
        });
    }

    int port() throws IOException {
        return ((InetSocketAddress) socket.getLocalAddress()).getPort();
    }

    /** One direction. What is under way is bounded by what goes through the link in the time, twice. */
    private void carry(SocketChannel from, SocketChannel to) {
        int most = (int) (2 * bytesPerSecond * wayNanos / 1_000_000_000L / PIECE) + 16;
        BlockingQueue<Piece> underWay = new ArrayBlockingQueue<>(most);
        daemon(() -> {
            try (from) {
                long free = System.nanoTime();
                int count = 0;
                while (count >= 0) {
                    ByteBuffer bytes = ByteBuffer.allocate(PIECE);
                    count = from.read(bytes);
                    free = Math.max(free, System.nanoTime()) + Math.max(0, count) * 1_000_000_000L / bytesPerSecond;
                    underWay.put(new Piece(bytes.flip(), free + wayNanos));
                    // the link takes no more than it can let out, but for what fits into its card
                    if (free - System.nanoTime() > CARD_NANOS) {
                        LockSupport.parkNanos(CARD_NANOS / 2);
                    }
                }
            }
        });
        daemon(() -> {
            try (to) {
                Piece piece = underWay.take();
                while (piece.bytes().hasRemaining()) {
                    LockSupport.parkNanos(piece.comes() - System.nanoTime());
                    while (piece.bytes().hasRemaining()) {
                        to.write(piece.bytes());
                    }
                    piece = underWay.take();
                }
            }
        });
    }

    /** What ends when a socket is closed, here or there. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // it was closed, here or there
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "link");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
