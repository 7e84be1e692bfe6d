package org.arenavault.venti.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.arenavault.io.CorruptException;
import org.arenavault.io.PeerException;

/**
 * One connection to a server, from the first byte to the last (venti-protocol 2, 3). Never waits: it is told when
 * there is something to read or room to write.
 */
final class ClientLink implements Closeable {

    private static final int HELLO_TAG = 0;
    private static final String USER = "anonymous";
    /** Bytes that are sent at once: a few blocks, or many questions. */
    private static final int OUT = 2 * (FrameBuffer.MAX_MESSAGE + MessageCodec.ROOM);

    private enum Phase { CONNECTING, GREETING, HELLO, READY }

    /** What follows from the version that the server's first line leads to. */
    private record Agreed(WireVersion version, FrameBuffer frames, Request.Hello hello) {
    }

    private final String peer;
    private final List<WireVersion> versions;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final Deque<Message.Tagged> line = new ArrayDeque<>();
    /** What goes out next; outside of the heap, so that nothing of it is copied once more. */
    private final ByteBuffer out = ByteBuffer.allocateDirect(OUT);
    private final ByteBuffer greeting = ByteBuffer.allocate(WireVersion.MAX_LINE);
    private Phase phase = Phase.CONNECTING;
    private Optional<Agreed> agreed = Optional.empty();

    /** Begins to connect. */
    ClientLink(Selector selector, InetSocketAddress address, String peer, List<WireVersion> versions)
            throws IOException {
        this.peer = peer;
        this.versions = versions;
        this.channel = SocketChannel.open();
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            key = channel.register(selector, SelectionKey.OP_CONNECT);
            if (channel.connect(address)) {
                connected();
            }
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** True once both sides have said hello. */
    boolean isReady() {
        return phase == Phase.READY;
    }

    /** What it is doing, for a message. */
    String doing() {
        return switch (phase) {
            case CONNECTING -> "no connection could be made";
            case GREETING -> "it did not announce its version";
            case HELLO -> "it did not answer the hello";
            case READY -> "it did not answer";
        };
    }

    /** Does what the selector says can be done; returns the messages that came. */
    List<Message.Tagged> proceed() throws IOException {
        List<Message.Tagged> messages = new ArrayList<>();
        if (phase == Phase.CONNECTING && key.isConnectable()) {
            channel.finishConnect();
            connected();
        }
        if (key.isValid() && key.isReadable()) {
            read(messages);
        }
        if (key.isValid() && key.isWritable()) {
            flush();
        }
        return messages;
    }

    private void connected() throws IOException {
        phase = Phase.GREETING;
        out.put(WireVersion.announce(versions));
        flush();
    }

    /** Puts a message into the line and sends what can be sent at once. */
    void send(Message.Tagged message) throws IOException {
        add(message);
        flush();
    }

    /** Puts a message into the line; {@link #flush} sends it. */
    void add(Message.Tagged message) {
        line.add(message);
    }

    /** Sends of the line what can be sent at once. */
    void flush() throws IOException {
        boolean taken = true;
        while (taken && fill()) {
            channel.write(out.flip());
            taken = !out.hasRemaining();
            out.compact();
        }
        key.interestOps(SelectionKey.OP_READ | (taken ? 0 : SelectionKey.OP_WRITE));
    }

    /** Moves on what there is room for; false if there is nothing to send. */
    private boolean fill() {
        while (!line.isEmpty() && MessageCodec.room(line.peek()) <= out.remaining()) {
            MessageCodec.put(line.remove(), agreed.orElseThrow().version(), out);
        }
        return out.position() > 0;
    }

    /** One portion: what more there is will be announced again. */
    private void read(List<Message.Tagged> messages) throws IOException {
        if (agreed.isEmpty()) {
            take(channel.read(greeting));
            readGreeting();
        } else {
            FrameBuffer frames = agreed.get().frames();
            int count = channel.read(frames.room());
            take(count);
            frames.added(count);
        }
        if (agreed.isPresent()) {
            takeMessages(agreed.get(), messages);
        }
    }

    private void take(int count) throws PeerException {
        if (count < 0) {
            throw new PeerException(PeerException.Fault.UNREACHABLE, peer + ": has closed the connection");
        }
    }

    private void readGreeting() throws IOException {
        int end = 0;
        while (end < greeting.position() && greeting.get(end) != '\n') {
            end++;
        }
        if (end == greeting.position()) {
            if (!greeting.hasRemaining()) {
                throw misbehaved("is no venti: its first line does not end");
            }
            return;
        }
        String line = new String(greeting.array(), 0, end, StandardCharsets.ISO_8859_1);
        WireVersion version = agree(WireVersion.parse(line, peer));
        FrameBuffer frames = new FrameBuffer(version, FrameBuffer.MAX_MESSAGE);
        ByteBuffer rest = greeting.flip().position(end + 1);
        int count = rest.remaining();
        frames.room().put(rest);
        frames.added(count);
        Request.Hello hello = new Request.Hello(version.number(), USER);
        agreed = Optional.of(new Agreed(version, frames, hello));
        phase = Phase.HELLO;
        send(new Message.Tagged(HELLO_TAG, hello.message()));
    }

    /** Each side takes the first version of the other's list; lists in different orders would lead to two. */
    private WireVersion agree(List<WireVersion> theirs) throws IOException {
        Optional<WireVersion> ours = WireVersion.choose(theirs, versions);
        if (ours.isEmpty()) {
            throw misbehaved("speaks no version of the protocol that this program knows");
        }
        if (!ours.equals(WireVersion.choose(versions, theirs))) {
            throw new VersionsCrossException(peer);
        }
        return ours.get();
    }

    /** Both sides would settle on different versions: ask again with one version only. */
    static final class VersionsCrossException extends IOException {

        private static final long serialVersionUID = 1L;

        VersionsCrossException(String peer) {
            super(peer + ": prefers another version of the protocol");
        }
    }

    private void takeMessages(Agreed with, List<Message.Tagged> messages) throws PeerException {
        FrameBuffer frames = with.frames();
        try {
            for (Optional<FrameBuffer.Frame> frame = frames.next(); frame.isPresent(); frame = frames.next()) {
                Message.Tagged message = MessageCodec.decode(frame.get().body());
                if (phase == Phase.HELLO) {
                    welcome(with.hello(), message);
                } else {
                    messages.add(message);
                }
            }
        } catch (CorruptException e) {
            throw new PeerException(PeerException.Fault.MISBEHAVED, "%s: sent a %s".formatted(peer, e.getMessage()), e);
        }
    }

    private void welcome(Request.Hello hello, Message.Tagged message) throws PeerException {
        message.message().answer(hello, peer);
        if (message.tag() != HELLO_TAG) {
            throw hello.misbehaved(peer, message.message());
        }
        phase = Phase.READY;
    }

    private PeerException misbehaved(String what) {
        return new PeerException(PeerException.Fault.MISBEHAVED, peer + ": " + what);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
