package org.arenavault.ninep;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A 9P2000 server with one file, {@code srv/fscons}, as a Plan 9 machine exports a fossil's console: what is written to
 * it is typed, a read waits for what is printed, and whoever reads first has it.
 */
public final class ExportedLine implements Closeable {

    private static final NineQid QID = new NineQid(0, 0, 42);

    private final ServerSocket socket = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
    private final OutputStream typed;
    private final List<Waiting> waiting = new ArrayList<>();
    private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
    /** What clients asked for: the type of each message, and behind an open its mode. */
    private final List<String> asked = new CopyOnWriteArrayList<>();
    private final List<Long> offsets = new CopyOnWriteArrayList<>();
    private boolean ended;
    private volatile long told;
    private volatile boolean deaf;

    /** A read that waits. */
    private record Waiting(OutputStream out, int tag, int count) {
    }

    /** Serves what has these two ends at a free port of this machine. */
    public ExportedLine(InputStream output, OutputStream input) throws IOException {
        typed = input;
        daemon(() -> pump(output));
        daemon(() -> {
            while (true) {
                Socket client = socket.accept();
                daemon(() -> serve(client));
            }
        });
    }

    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // somebody has closed it
            }
        }, "exported-line");
        thread.setDaemon(true);
        thread.start();
    }

    /** What commands call the console. */
    public String name() {
        return "9p:glenda@127.0.0.1:%d//srv/fscons".formatted(socket.getLocalPort());
    }

    /** What clients asked for so far. */
    List<String> asked() {
        return asked;
    }

    /** Where they read and wrote. */
    List<Long> offsets() {
        return offsets;
    }

    /** From now on its stat tells this length. */
    ExportedLine telling(long length) {
        told = length;
        return this;
    }

    /** From now on nothing that is written is answered. */
    ExportedLine deaf() {
        deaf = true;
        return this;
    }

    private void pump(InputStream output) throws IOException {
        byte[] bytes = new byte[4096];
        try {
            for (int count = output.read(bytes); count >= 0; count = output.read(bytes)) {
                synchronized (this) {
                    printed.write(bytes, 0, count);
                    answerReads();
                }
            }
        } finally {
            synchronized (this) {
                ended = true;
                answerReads();
            }
        }
    }

    private synchronized void answerReads() throws IOException {
        while (!waiting.isEmpty() && (ended || printed.size() > 0)) {
            Waiting read = waiting.remove(0);
            byte[] all = printed.toByteArray();
            int count = Math.min(all.length, read.count);
            printed.reset();
            printed.write(all, count, all.length - count);
            send(read.out, ExportedFiles.READ + 1, read.tag,
                    body(Integer.BYTES + count).putInt(count).put(all, 0, count).array());
        }
    }

    private static void send(OutputStream out, int type, int tag, byte[] body) throws IOException {
        synchronized (out) {
            out.write(ExportedFiles.message(type, tag, body));
            out.flush();
        }
    }

    private void serve(Socket client) throws IOException {
        try (client) {
            client.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(client.getInputStream()));
            OutputStream out = client.getOutputStream();
            while (true) {
                byte[] message = new byte[Integer.reverseBytes(in.readInt()) - Integer.BYTES];
                in.readFully(message);
                ByteBuffer b = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
                answer(out, b.get(), b.getShort() & 0xFFFF, b);
            }
        } finally {
            synchronized (this) {
                waiting.removeIf(read -> isOf(read, client));
            }
        }
    }

    private static boolean isOf(Waiting read, Socket client) {
        try {
            return client.isClosed() || read.out == client.getOutputStream();
        } catch (IOException e) {
            return true;
        }
    }

    private void answer(OutputStream out, int type, int tag, ByteBuffer b) throws IOException {
        asked.add(type == ExportedFiles.OPEN ? "open " + b.get(b.position() + Integer.BYTES) : Integer.toString(type));
        switch (type) {
            case 100 -> send(out, type + 1, tag, body(12).putInt(Math.min(b.getInt(), 8192 + 24)).putShort((short) 6)
                    .put("9P2000".getBytes(StandardCharsets.UTF_8)).array());
            case ExportedFiles.ATTACH -> send(out, type + 1, tag, qid(0x80));
            case NineCall.FLUSH -> {
                int old = b.getShort() & 0xFFFF;
                synchronized (this) {
                    waiting.removeIf(read -> read.out == out && read.tag == old);
                }
                send(out, type + 1, tag, new byte[0]);
            }
            case ExportedFiles.WALK -> {
                int names = b.getShort(b.position() + 2 * Integer.BYTES);
                byte[] body = body(Short.BYTES + 13 * names).putShort((short) names).array();
                for (int i = 1; i <= names; i++) {
                    System.arraycopy(qid(i == names ? 0 : 0x80), 0, body, Short.BYTES + 13 * (i - 1), 13);
                }
                send(out, type + 1, tag, body);
            }
            case ExportedFiles.OPEN -> send(out, type + 1, tag, body(17).put(qid(0)).putInt(0).array());
            case ExportedFiles.READ -> {
                b.getInt();
                offsets.add(b.getLong());
                synchronized (this) {
                    waiting.add(new Waiting(out, tag, b.getInt()));
                    answerReads();
                }
            }
            case NineCall.WRITE -> write(out, tag, b);
            case NineCall.CLUNK -> send(out, type + 1, tag, new byte[0]);
            case ExportedFiles.STAT -> {
                byte[] stat = NineStats.encode(0, QID.path(), 0660, 0, told, NineName.of("fscons"), "adm adm adm");
                send(out, type + 1, tag, body(2 + stat.length).putShort((short) stat.length).put(stat).array());
            }
            default -> {
                synchronized (out) {
                    out.write(ExportedFiles.refusal(tag, "bad message"));
                }
            }
        }
    }

    private void write(OutputStream out, int tag, ByteBuffer b) throws IOException {
        b.getInt();
        offsets.add(b.getLong());
        byte[] bytes = new byte[b.getInt()];
        b.get(bytes);
        if (!deaf) {
            typed.write(bytes);
            typed.flush();
            send(out, NineCall.WRITE + 1, tag, body(Integer.BYTES).putInt(bytes.length).array());
        }
    }

    /** How many reads wait. */
    synchronized int waiting() {
        return waiting.size();
    }

    private static byte[] qid(int type) {
        return body(13).put((byte) type).putInt(0).putLong(QID.path()).array();
    }

    private static ByteBuffer body(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
