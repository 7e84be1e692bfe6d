package org.arenavault.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.arenavault.io.Disks;
import org.arenavault.io.StopSignal;
import org.arenavault.io.Storage;
import org.arenavault.io.SystemClock;
import org.arenavault.ninep.NineDisks;
import org.arenavault.ninep.NineOptions;
import org.arenavault.ninep.NinePath;

/**
 * A file of a 9P server, read as a storage, as ratios to what else can be done with the server: a reader that keeps
 * 8 MiB of reads under way and throws away what comes, over loopback; and a link of 1 Gbit/s with 50 ms there and back,
 * by {@link SlowLink}. The server is a process of its own; the two are read in turn, medians of five.
 *
 * <p>Arguments: MiB of the file, which is a hole, so that no disk counts; {@code serve} and that to be the server.
 */
public final class NineBench {

    private static final int PIECE = 1 << 20;
    private static final int MESSAGE = 65_536;
    private static final int HEADER = 24;
    private static final long UNDER_WAY = 8 << 20;
    private static final int TAGS = 60_000;
    private static final long GIGABIT = 125_000_000L;
    private static final int ROUND_TRIP_MILLIS = 50;

    private final long size;
    private final int port;

    private NineBench(long size, int port) {
        this.size = size;
        this.port = port;
    }

    /** Runs it. */
    public static void main(String[] arguments) throws Exception {
        if (arguments[0].equals("serve")) {
            NineHole.serve(Long.parseLong(arguments[1]) << 20);
            return;
        }
        Process server = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin/java").toString(), "-Xmx128m",
                "-cp", System.getProperty("java.class.path"), NineBench.class.getName(), "serve", arguments[0])
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try {
            int port = Integer.parseInt(server.inputReader().readLine());
            new NineBench(Long.parseLong(arguments[0]) << 20, port).run();
        } finally {
            server.destroy();
        }
    }

    private void run() throws Exception {
        double[] ours = new double[Table.RUNS];
        double[] plain = new double[Table.RUNS];
        for (int i = -1; i < Table.RUNS; i++) {
            double our = wall(() -> storage(port));
            double reader = wall(this::plain);
            if (i >= 0) {
                // while the machine compiles nothing is counted
                ours[i] = our;
                plain[i] = reader;
            }
        }
        Table.speeds("file of a 9P server, loopback", size, ours, "pipelined reader", plain);
        double[] slow = new double[Table.RUNS];
        double[] limit = new double[Table.RUNS];
        try (SlowLink link = new SlowLink(port, GIGABIT, ROUND_TRIP_MILLIS)) {
            for (int i = 0; i < Table.RUNS; i++) {
                slow[i] = wall(() -> storage(link.port()));
                limit[i] = (double) size / GIGABIT;
            }
        }
        Table.speeds("file of a 9P server, 1 Gbit/s, 50 ms there and back", size, slow, "the link", limit);
    }

    /** As commands read it, in the pieces of a backup. */
    private long storage(int at) throws IOException {
        ByteBuffer piece = ByteBuffer.allocateDirect(PIECE);
        try (NineDisks disks = new NineDisks(Disks.REAL, NineOptions.DEFAULT, new SystemClock(), StopSignal.NEVER,
                note -> { });
                Storage storage = disks.openToRead(NinePath.parse("9p:bench@127.0.0.1:%d//hole".formatted(at)))) {
            for (long done = 0; done < size; done += piece.limit()) {
                piece.clear().limit((int) Math.min(PIECE, size - done));
                storage.read(done, piece);
            }
        }
        return size;
    }

    /** Reads all and looks at nothing, as a small program in C would. */
    private long plain() throws IOException {
        try (Plain reader = new Plain(port)) {
            long asked = 0;
            long came = 0;
            while (came < size) {
                while (asked < size && asked - came < UNDER_WAY) {
                    int count = (int) Math.min(reader.most, size - asked);
                    reader.ask(asked, count);
                    asked += count;
                }
                came += reader.take();
            }
        }
        return size;
    }

    /** Messages, without a look at what they say. */
    private static final class Plain implements Closeable {

        private final SocketChannel link;
        private final ByteBuffer out = message();
        private final ByteBuffer in = ByteBuffer.allocateDirect(MESSAGE + HEADER).order(ByteOrder.LITTLE_ENDIAN);
        /** Bytes that one answer can bring. */
        private final int most;
        private int tag;

        Plain(int port) throws IOException {
            link = SocketChannel.open(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            // version, attach of fid 0, walk to fid 1, open
            call(100, -1, begin -> text(begin.putInt(MESSAGE + HEADER), "9P2000"));
            most = in.getInt(7) - HEADER;
            call(104, 0, begin -> text(text(begin.putInt(0).putInt(-1), "bench"), ""));
            call(110, 0, begin -> text(begin.putInt(0).putInt(1).putShort((short) 1), "hole"));
            call(112, 0, begin -> begin.putInt(1).put((byte) 0));
        }

        private static ByteBuffer message() {
            return ByteBuffer.allocateDirect(256).order(ByteOrder.LITTLE_ENDIAN);
        }

        private static ByteBuffer text(ByteBuffer to, String text) {
            return to.putShort((short) text.length()).put(text.getBytes(StandardCharsets.US_ASCII));
        }

        private void call(int type, int withTag, Consumer<ByteBuffer> body) throws IOException {
            send(type, withTag, body);
            take();
        }

        private void send(int type, int withTag, Consumer<ByteBuffer> body) throws IOException {
            out.clear().position(Integer.BYTES);
            out.put((byte) type).putShort((short) withTag);
            body.accept(out);
            out.putInt(0, out.position()).flip();
            while (out.hasRemaining()) {
                link.write(out);
            }
        }

        void ask(long offset, int count) throws IOException {
            tag = (tag + 1) % TAGS;
            send(116, tag, body -> body.putInt(1).putLong(offset).putInt(count));
        }

        /** The bytes of the next answer, if it is one of a read. */
        int take() throws IOException {
            in.clear().limit(Integer.BYTES);
            fill();
            in.limit(in.getInt(0));
            fill();
            if (in.get(Integer.BYTES) == 107) {
                throw new IOException("the server refuses");
            }
            return in.get(Integer.BYTES) == 117 ? in.getInt(7) : 0;
        }

        private void fill() throws IOException {
            while (in.hasRemaining()) {
                if (link.read(in) < 0) {
                    throw new EOFException("the server has gone");
                }
            }
        }

        @Override
        public void close() throws IOException {
            link.close();
        }
    }

    private static double wall(Callable<?> work) throws Exception {
        long start = System.nanoTime();
        work.call();
        return (System.nanoTime() - start) / 1e9;
    }
}
