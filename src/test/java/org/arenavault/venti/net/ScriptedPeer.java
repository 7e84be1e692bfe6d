package org.arenavault.venti.net;

import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.arenavault.io.Dial;

/** A server that does what a test tells it: the n-th connection is given to the n-th script, the last one stays. */
final class ScriptedPeer implements Closeable {

    /** What to do with one connection; returning closes it. */
    @FunctionalInterface
    interface Script {
        void serve(Connection connection) throws IOException;
    }

    /** One connection, in version 04 unless the script says otherwise. */
    static final class Connection {

        private final DataInputStream in;
        private final OutputStream out;
        private WireVersion version = WireVersion.V04;

        private Connection(Socket socket) throws IOException {
            this.in = new DataInputStream(socket.getInputStream());
            this.out = socket.getOutputStream();
        }

        void version(WireVersion other) {
            version = other;
        }

        /** Sends bytes as they are. */
        void raw(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        void raw(String text) throws IOException {
            raw(text.getBytes(StandardCharsets.ISO_8859_1));
        }

        /** Greets, reads greeting and hello, and says welcome. */
        void welcome() throws IOException {
            raw("venti-04:02-script\n");
            readLine();
            readMessage();
            send(0, new Message.Welcome("anonymous"));
        }

        String readLine() throws IOException {
            StringBuilder line = new StringBuilder();
            for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
                line.append((char) c);
            }
            return line.toString();
        }

        Message.Tagged readMessage() throws IOException {
            byte[] body = new byte[version == WireVersion.V04 ? in.readInt() : in.readUnsignedShort()];
            in.readFully(body);
            return MessageCodec.decode(ByteBuffer.wrap(body));
        }

        void send(int tag, Message message) throws IOException {
            raw(EncodedMessage.of(new Message.Tagged(tag, message), version).array());
        }

        /** Answers like a server until the client leaves. */
        void serve(RequestHandler handler) throws IOException {
            serve(handler, Integer.MAX_VALUE);
        }

        /** Answers so many requests like a server. */
        void serve(RequestHandler handler, int requests) throws IOException {
            for (int i = 0; i < requests; i++) {
                Message.Tagged request = readMessage();
                var answer = handler.answer(request.message());
                if (answer.isPresent()) {
                    send(request.tag(), answer.get());
                }
            }
        }

        /** Reads and says nothing until the client leaves. */
        void silence() throws IOException {
            in.transferTo(OutputStream.nullOutputStream());
        }
    }

    private final ServerSocket server;
    private final List<Socket> sockets = new ArrayList<>();
    private final AtomicInteger connections = new AtomicInteger();

    ScriptedPeer(Script... scripts) throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread thread = new Thread(() -> accept(scripts), "scripted-peer");
        thread.setDaemon(true);
        thread.start();
    }

    private void accept(Script[] scripts) {
        try {
            while (true) {
                Socket socket = server.accept();
                synchronized (sockets) {
                    sockets.add(socket);
                }
                Script script = scripts[Math.min(connections.getAndIncrement(), scripts.length - 1)];
                Thread thread = new Thread(() -> run(script, socket), "scripted-peer-connection");
                thread.setDaemon(true);
                thread.start();
            }
        } catch (IOException e) {
            // closed: the test is over
            return;
        }
    }

    private static void run(Script script, Socket socket) {
        try (socket) {
            script.serve(new Connection(socket));
        } catch (IOException e) {
            // the client has left, as it may
            return;
        }
    }

    Dial dial() {
        return new Dial("127.0.0.1", server.getLocalPort());
    }

    /** Connections accepted so far. */
    int connections() {
        return connections.get();
    }

    @Override
    public void close() throws IOException {
        server.close();
        synchronized (sockets) {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }
}
