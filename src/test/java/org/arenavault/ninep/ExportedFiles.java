package org.arenavault.ninep;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.arenavault.io.Storage;

/**
 * A 9P2000 server of storages under any names: each answer passes a hook that may put others in its place, keep it
 * back, or end the connection.
 */
public final class ExportedFiles implements Closeable {

    static final int ATTACH = 104;
    static final int WALK = 110;
    static final int OPEN = 112;
    public static final int READ = 116;
    public static final int WRITE = 118;
    static final int STAT = 124;
    public static final int WSTAT = 126;

    /** A stat in which nothing is to be changed, behind its length. */
    private static final byte[] NOTHING = body(2 + 2 + 39 + 8).putShort((short) 49).putShort((short) 47)
            .putLong(-1).putLong(-1).putLong(-1).putLong(-1).putInt(-1).putShort((short) -1).put((byte) -1).array();


    /**
     * A file.
     *
     * @param storage its bytes
     * @param told the length that stat tells
     * @param qid which file it is
     */
    record Exported(Storage storage, long told, NineQid qid) {
    }

    /** Writes bytes into a file. */
    @FunctionalInterface
    public interface Writer {

        /** Fails in the server's words. */
        void write(Storage file, long position, byte[] bytes) throws IOException;
    }

    /** What becomes of an answer. */
    @FunctionalInterface
    public interface Mischief {

        /** Messages to be sent instead; throws to end the connection. */
        List<byte[]> answer(int type, int count, byte[] good) throws IOException;
    }

    private final Map<String, Exported> files = new ConcurrentHashMap<>();
    private final ServerSocket socket;
    private final Optional<ServerSocketChannel> unix;
    private final AtomicInteger requests = new AtomicInteger();
    /** Reads that were answered. */
    public final AtomicInteger reads = new AtomicInteger();
    /** Bytes that were read. */
    public final AtomicLong bytes = new AtomicLong();
    /** Bytes that were written. */
    public final AtomicLong written = new AtomicLong();
    /** Files that were asked to be put on stable storage. */
    public final AtomicInteger syncs = new AtomicInteger();
    /** Connections that were made. */
    public final AtomicInteger connections = new AtomicInteger();
    private final List<Closeable> sessions = Collections.synchronizedList(new ArrayList<>());
    private volatile Mischief mischief = (type, count, good) -> List.of(good);
    private volatile int most = 65536 + 24;
    private volatile int unit;
    private volatile String attached = "";
    private volatile int held;
    private volatile Writer writer = Storage::write;

    /** Serves at a free port of this machine. */
    public ExportedFiles() throws IOException {
        this(0);
    }

    /** Serves at a port of this machine. */
    ExportedFiles(int port) throws IOException {
        this(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
    }

    /** Serves at an address of this machine. */
    public ExportedFiles(InetSocketAddress place) throws IOException {
        socket = new ServerSocket();
        socket.setReuseAddress(true);
        socket.bind(place, 16);
        unix = Optional.empty();
        start(() -> {
            Socket client = socket.accept();
            client.setTcpNoDelay(true);
            return new Session(client, client.getInputStream(), client.getOutputStream());
        });
    }

    /** Serves at a socket in the file system. */
    ExportedFiles(Path place) throws IOException {
        socket = new ServerSocket();
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(place));
        unix = Optional.of(server);
        start(() -> {
            SocketChannel client = server.accept();
            return new Session(client, Channels.newInputStream(client), Channels.newOutputStream(client));
        });
    }

    /** Serves at a socket in the file system. */
    public static ExportedFiles at(Path place) throws IOException {
        return new ExportedFiles(place);
    }

    /** Waits for a client. */
    @FunctionalInterface
    private interface Accepting {
        Session accept() throws IOException;
    }

    private void start(Accepting accepting) {
        thread(() -> {
            while (true) {
                Session session = accepting.accept();
                connections.incrementAndGet();
                sessions.add(session.link);
                thread(session::run);
            }
        });
    }

    /** What may end because a socket was closed. */
    @FunctionalInterface
    private interface Work {
        void run() throws IOException;
    }

    private static void thread(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // it was closed, here or there
            }
        }, "exported-files");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return socket.getLocalPort();
    }

    /** The name of a file, as commands take it. */
    public String name(String path) {
        return "9p:reader@%s:%d//%s".formatted(socket.getInetAddress().getHostAddress(), port(), path);
    }

    /** Serves a storage under a path without a slash at its beginning. */
    public ExportedFiles put(String path, Storage storage) throws IOException {
        return put(path, storage, storage.size(), new NineQid(0, 1, path.hashCode()));
    }

    /** The same with what stat tells. */
    public ExportedFiles put(String path, Storage storage, long told, NineQid qid) {
        files.put(path, new Exported(storage, told, qid));
        return this;
    }

    /** From now on answers pass this. */
    public ExportedFiles with(Mischief hook) {
        mischief = hook;
        return this;
    }

    /** From now on bytes are written by this. */
    public ExportedFiles writingBy(Writer other) {
        writer = other;
        return this;
    }

    /** Agrees to messages of this size at most, and tells how much a read should ask for. */
    ExportedFiles inMessagesOf(int size, int iounit) {
        most = size;
        unit = iounit;
        return this;
    }

    /** Names of files that the client that was answered last has not given back, the root among them. */
    int held() {
        return held;
    }

    /** Who attached last, and to what. */
    String attached() {
        return attached;
    }

    /** Ends all connections; others can be made. */
    public void hangUp() throws IOException {
        for (Closeable session : List.copyOf(sessions)) {
            session.close();
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        if (unix.isPresent()) {
            unix.get().close();
        }
        hangUp();
    }

    private final class Session {

        private final Closeable link;
        private final DataInputStream in;
        private final OutputStream out;
        private final Map<Integer, String> fids = new HashMap<>();

        Session(Closeable link, InputStream in, OutputStream out) {
            this.link = link;
            this.in = new DataInputStream(new BufferedInputStream(in, 1 << 16));
            this.out = out;
        }

        void run() throws IOException {
            try (link) {
                while (true) {
                    byte[] message;
                    try {
                        message = new byte[Integer.reverseBytes(in.readInt()) - Integer.BYTES];
                    } catch (EOFException e) {
                        return;
                    }
                    in.readFully(message);
                    ByteBuffer b = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
                    int type = b.get();
                    short tag = b.getShort();
                    for (byte[] answer : mischief.answer(type, requests.incrementAndGet(), good(type, tag, b))) {
                        out.write(answer);
                    }
                }
            }
        }

        private byte[] good(int type, short tag, ByteBuffer b) {
            try {
                return message(type + 1, tag, answer(type, b));
            } catch (IOException e) {
                return refusal(tag, e.getMessage());
            } finally {
                held = fids.size();
            }
        }

        private byte[] answer(int type, ByteBuffer b) throws IOException {
            switch (type) {
                case 100 -> {
                    return body(4 + 8).putInt(Math.min(b.getInt(), most)).putShort((short) 6)
                            .put("9P2000".getBytes(StandardCharsets.UTF_8)).array();
                }
                case ATTACH -> {
                    int fid = b.getInt();
                    b.getInt();
                    attached = text(b) + " " + text(b);
                    fids.put(fid, "");
                    return qid("");
                }
                case WALK -> {
                    return walk(b);
                }
                case OPEN -> {
                    return body(17).put(qid(need(b.getInt()))).putInt(unit).array();
                }
                case READ -> {
                    return read(need(b.getInt()), b.getLong(), b.getInt());
                }
                case WRITE -> {
                    return write(need(b.getInt()), b.getLong(), b);
                }
                case WSTAT -> {
                    need(b.getInt());
                    byte[] stat = new byte[b.remaining()];
                    b.get(stat);
                    if (!Arrays.equals(stat, NOTHING)) {
                        throw new IOException("wstat prohibited");
                    }
                    syncs.incrementAndGet();
                    return new byte[0];
                }
                case 120 -> {
                    int fid = b.getInt();
                    need(fid);
                    fids.remove(fid);
                    return new byte[0];
                }
                case STAT -> {
                    byte[] stat = stat(need(b.getInt()));
                    return body(2 + stat.length).putShort((short) stat.length).put(stat).array();
                }
                default -> throw new IOException("bad message");
            }
        }

        private String need(int fid) throws IOException {
            String path = fids.get(fid);
            if (path == null) {
                throw new IOException("unknown fid");
            }
            return path;
        }

        private byte[] walk(ByteBuffer b) throws IOException {
            String path = need(b.getInt());
            int fid = b.getInt();
            int count = b.getShort();
            ByteArrayOutputStream qids = new ByteArrayOutputStream();
            int done = 0;
            for (int i = 0; i < count; i++) {
                String next = path + (path.isEmpty() ? "" : "/") + text(b);
                if (!files.containsKey(next) && !isDirectory(next)) {
                    break;
                }
                path = next;
                done++;
                qids.writeBytes(qid(path));
            }
            if (count > 0 && done == 0) {
                throw new IOException("file does not exist");
            }
            if (done == count) {
                fids.put(fid, path);
            }
            return body(2 + qids.size()).putShort((short) done).put(qids.toByteArray()).array();
        }

        private byte[] read(String path, long offset, int count) throws IOException {
            if (isDirectory(path)) {
                return body(4).putInt(0).array();
            }
            Storage storage = files.get(path).storage();
            int length = (int) Math.max(0, Math.min(Math.min(count, most - 24), storage.size() - offset));
            ByteBuffer answer = body(4 + length).putInt(length);
            storage.read(offset, answer);
            reads.incrementAndGet();
            bytes.addAndGet(length);
            byte[] message = new byte[answer.capacity()];
            answer.get(0, message);
            return message;
        }
    }

    private byte[] write(String path, long offset, ByteBuffer b) throws IOException {
        byte[] data = new byte[b.getInt()];
        b.get(data);
        Storage storage = files.get(path).storage();
        if (offset > storage.size() - data.length) {
            throw new IOException("would be longer");
        }
        writer.write(storage, offset, data);
        written.addAndGet(data.length);
        return body(4).putInt(data.length).array();
    }

    private boolean isDirectory(String path) {
        return path.isEmpty() || new TreeMap<>(files).keySet().stream().anyMatch(each -> each.startsWith(path + "/"));
    }

    private byte[] qid(String path) {
        NineQid qid = isDirectory(path) ? new NineQid(0x80, 0, path.hashCode()) : files.get(path).qid();
        return body(13).put((byte) qid.type()).putInt((int) qid.version()).putLong(qid.path()).array();
    }

    private byte[] stat(String path) {
        NineName name = NineName.of(path.substring(path.lastIndexOf('/') + 1));
        if (isDirectory(path)) {
            return NineStats.encode(0, path.hashCode(), NineStat.DIRECTORY | 0555, 0, 0, name, "adm adm adm");
        }
        Exported file = files.get(path);
        return NineStats.encode(file.qid().version(), file.qid().path(), (long) file.qid().type() << 24 | 0444, 0,
                file.told(), name, "adm adm adm");
    }

    /** A whole message. */
    static byte[] message(int type, int tag, byte[] body) {
        return body(7 + body.length).putInt(7 + body.length).put((byte) type).putShort((short) tag).put(body).array();
    }

    /** A refusal in these words. */
    public static byte[] refusal(int tag, String words) {
        byte[] text = words.getBytes(StandardCharsets.UTF_8);
        return message(107, tag, body(2 + text.length).putShort((short) text.length).put(text).array());
    }

    /** The tag of a message. */
    public static int tag(byte[] message) {
        return ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getShort(5) & 0xFFFF;
    }

    private static ByteBuffer body(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    private static String text(ByteBuffer b) {
        byte[] text = new byte[b.getShort() & 0xFFFF];
        b.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
