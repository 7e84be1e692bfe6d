package org.arenavault.history.ninep;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.CancelledException;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Dial;
import org.arenavault.io.PatientInput;
import org.arenavault.io.PeerException;
import org.arenavault.io.Reason;
import org.arenavault.io.StopSignal;
import org.arenavault.venti.vac.VacName;

/**
 * Requests to a server and its answers, which may come in any order. One thread at a time; answers to others' requests
 * are kept until they are asked for.
 */
final class NineConnection implements Closeable {

    static final int VERSION = 100;
    static final int ATTACH = 104;
    static final int ERROR = 107;
    static final int WALK = 110;
    static final int OPEN = 112;
    static final int READ = 116;
    static final int CLUNK = 120;
    static final int STAT = 124;

    /** No fid: nobody authenticates. */
    static final int NO_FID = -1;

    /** What precedes the bytes of an answer to a read, with room to spare (IOHDRSZ of the C library). */
    static final int READ_OVERHEAD = 24;

    private static final int NO_TAG = 0xFFFF;
    private static final int WANTED_MESSAGE = 64 << 10;
    private static final int SMALLEST_MESSAGE = 512;
    private static final int CONNECT_MILLIS = 10_000;
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String DIALECT = "9P2000";

    private final String name;
    private final Socket socket;
    private final PatientInput answers;
    private final DataInputStream in;
    private final OutputStream out;
    private final Map<Integer, NineReply> waiting = new HashMap<>();
    private int messageSize = WANTED_MESSAGE;
    private int nextTag;

    private NineConnection(String name, Socket socket, StopSignal stop) throws IOException {
        this.name = name;
        this.socket = socket;
        this.answers = new PatientInput(socket, name, PATIENCE, stop);
        this.in = new DataInputStream(new BufferedInputStream(answers, WANTED_MESSAGE));
        this.out = socket.getOutputStream();
    }

    /**
     * Connects, and agrees on the version.
     *
     * @throws PeerException if it cannot be reached, or speaks something else
     */
    static NineConnection open(Dial dial, StopSignal stop) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(new InetSocketAddress(dial.host(), dial.port()), CONNECT_MILLIS);
            socket.setTcpNoDelay(true);
            NineConnection connection = new NineConnection(dial.toString(), socket, stop);
            connection.greet();
            return connection;
        } catch (PeerException | CancelledException | RuntimeException | Error e) {
            socket.close();
            throw e;
        } catch (IOException e) {
            socket.close();
            throw new PeerException(PeerException.Fault.UNREACHABLE,
                    "%s: cannot be reached: %s".formatted(dial, Reason.of(e)), e);
        }
    }

    private void greet() throws IOException {
        ByteBuffer body = body(Integer.BYTES + Short.BYTES + DIALECT.length()).putInt(WANTED_MESSAGE);
        put(body, DIALECT.getBytes(StandardCharsets.US_ASCII));
        send(VERSION, NO_TAG, body);
        NineReply reply = await(NO_TAG, VERSION, "hello");
        int size = reply.body().remaining() < Integer.BYTES ? 0 : reply.body().getInt();
        String dialect = reply.rawText();
        if (!dialect.equals(DIALECT) || size < SMALLEST_MESSAGE || size > WANTED_MESSAGE) {
            throw misbehaved("speaks '%s' in messages of %d bytes, not %s"
                    .formatted(VacName.of(dialect), size, DIALECT));
        }
        messageSize = size;
    }

    /** What messages call the server. */
    String name() {
        return name;
    }

    /** The most bytes that one read can bring. */
    int mostData() {
        return messageSize - READ_OVERHEAD;
    }

    /** An empty body for a request. */
    static ByteBuffer body(int size) {
        return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
    }

    static void put(ByteBuffer body, byte[] text) {
        body.putShort((short) text.length).put(text);
    }

    /** Sends a request. The answer waits under the tag that comes back. */
    int send(int type, ByteBuffer body) throws IOException {
        nextTag = (nextTag + 1) % NO_TAG;
        send(type, nextTag, body);
        return nextTag;
    }

    private void send(int type, int tag, ByteBuffer body) throws IOException {
        int length = NineReply.HEAD + body.position();
        byte[] message = new byte[length];
        ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).putInt(length).put((byte) type).putShort((short) tag)
                .put(body.flip());
        if (length > messageSize) {
            throw misbehaved("takes only messages of %d bytes, too few for a path of %d"
                    .formatted(messageSize, length));
        }
        try {
            out.write(message);
        } catch (IOException e) {
            throw broken(e);
        }
    }

    /**
     * Waits for the answer to a request.
     *
     * @param type of the request
     * @param what it was about, for messages
     * @throws PeerException if it was refused, or the server is gone, silent, or sends nonsense
     */
    NineReply await(int tag, int type, String what) throws IOException {
        NineReply reply = waiting.remove(tag);
        while (reply == null) {
            NineReply next = receive();
            if (next.tag() == tag) {
                reply = next;
            } else if (waiting.put(next.tag(), next) != null || waiting.size() > NO_TAG / 2) {
                throw misbehaved("answers what nobody asked");
            }
        }
        if (reply.type() == ERROR) {
            throw new PeerException(PeerException.Fault.REFUSED, "%s: %s: %s".formatted(name, what, reply.text()));
        }
        if (reply.type() != type + 1) {
            throw misbehaved("answers a request of type %d with one of type %d".formatted(type, reply.type()));
        }
        return reply;
    }

    private NineReply receive() throws IOException {
        answers.await();
        try {
            int length = Integer.reverseBytes(in.readInt());
            if (length < NineReply.HEAD || length > messageSize) {
                throw misbehaved("sends a message of %d bytes; it must have %d to %d"
                        .formatted(length & 0xFFFF_FFFFL, NineReply.HEAD, messageSize));
            }
            byte[] message = new byte[length - Integer.BYTES];
            in.readFully(message);
            return NineReply.decode(message);
        } catch (SocketTimeoutException e) {
            throw new PeerException(PeerException.Fault.SILENT, name + ": did not answer in time", e);
        } catch (EOFException e) {
            throw new PeerException(PeerException.Fault.UNREACHABLE, name + ": has closed the connection", e);
        } catch (CorruptException e) {
            throw misbehaved("sends " + Reason.of(e));
        } catch (PeerException | CancelledException e) {
            throw e;
        } catch (IOException e) {
            throw broken(e);
        }
    }

    private PeerException broken(IOException e) {
        return new PeerException(PeerException.Fault.UNREACHABLE,
                "%s: the connection broke: %s; start again".formatted(name, Reason.of(e)), e);
    }

    PeerException misbehaved(String what) {
        return new PeerException(PeerException.Fault.MISBEHAVED, "%s: %s".formatted(name, what));
    }

    /** Names for a walk, behind their count. */
    static ByteBuffer walk(int from, int to, List<VacName> names) {
        int size = 2 * Integer.BYTES + Short.BYTES;
        for (VacName part : names) {
            size += Short.BYTES + part.length();
        }
        ByteBuffer body = body(size).putInt(from).putInt(to).putShort((short) names.size());
        names.forEach(part -> put(body, part.toBytes()));
        return body;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
