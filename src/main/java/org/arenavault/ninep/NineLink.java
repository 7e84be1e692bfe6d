package org.arenavault.ninep;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.function.Supplier;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;
import org.arenavault.io.PeerException;
import org.arenavault.io.Reason;
import org.jspecify.annotations.Nullable;

/** The socket of a connection: messages go out and come in as a selector says that they can. */
final class NineLink implements Closeable {

    /** Bytes that are read at once; room for the longest message that may come, and for many short ones. */
    private static final int IN = 256 << 10;
    /** Bytes that are gathered before they are sent. */
    private static final int OUT = 64 << 10;
    private static final long STEP = 200;

    private final String name;
    private final SocketChannel channel;
    private final SelectionKey key;
    private final ByteBuffer in = ByteBuffer.allocateDirect(IN).order(ByteOrder.LITTLE_ENDIAN);
    private final ByteBuffer out = ByteBuffer.allocateDirect(OUT);
    private @Nullable ByteBuffer next;

    private NineLink(String name, SocketChannel channel, SelectionKey key) {
        this.name = name;
        this.channel = channel;
        this.key = key;
    }

    /** Looks whether to go on. */
    @FunctionalInterface
    interface Look {

        /** False to stop; throws what there is to say of it. */
        boolean goesOn() throws IOException;
    }

    /** Takes a message. */
    @FunctionalInterface
    interface Taker {

        /** The message behind its length; valid until this returns. */
        void take(ByteBuffer message) throws IOException;
    }

    /**
     * Connects to the first address that answers.
     *
     * @throws PeerException what is wrong with the last one, if none does
     */
    static NineLink connect(NineEndpoint endpoint, NineOptions options, Clock clock, Selector selector, Look look)
            throws IOException {
        @Nullable IOException last = null;
        try {
            for (SocketAddress address : endpoint.addresses()) {
                try {
                    return connect(endpoint, address, options.connect(), clock, selector, look);
                } catch (CancelledException e) {
                    throw e;
                } catch (IOException e) {
                    last = e;
                }
            }
        } catch (CancelledException e) {
            throw e;
        } catch (IOException e) {
            last = e;
        }
        throw new PeerException(PeerException.Fault.UNREACHABLE, "%s: cannot be reached: %s".formatted(endpoint,
                last == null ? "it has no address" : Reason.of(last)), last);
    }

    private static NineLink connect(NineEndpoint endpoint, SocketAddress address, Duration limit, Clock clock,
            Selector selector, Look look) throws IOException {
        SocketChannel channel = endpoint.connect(address);
        try {
            SelectionKey key = channel.register(selector, channel.isConnected() ? SelectionKey.OP_READ
                    : SelectionKey.OP_CONNECT);
            long end = clock.nanos() + limit.toNanos();
            while (!channel.isConnected() && !channel.finishConnect()) {
                if (!look.goesOn()) {
                    throw new IOException("it was given up");
                }
                if (clock.nanos() >= end) {
                    throw new IOException("no answer in %d s".formatted(limit.toSeconds()));
                }
                selector.select(STEP);
                selector.selectedKeys().clear();
            }
            key.interestOps(SelectionKey.OP_READ);
            return new NineLink(endpoint.toString(), channel, key);
        } catch (IOException | RuntimeException | Error e) {
            channel.close();
            throw e;
        }
    }

    /** Sends what can be sent at once of the messages that are waiting. */
    void send(Supplier<@Nullable ByteBuffer> messages) throws IOException {
        boolean taken = true;
        while (taken && fill(messages)) {
            try {
                channel.write(out.flip());
            } catch (IOException e) {
                throw broken(e);
            }
            taken = !out.hasRemaining();
            out.compact();
        }
        key.interestOps(SelectionKey.OP_READ | (taken ? 0 : SelectionKey.OP_WRITE));
    }

    /** Gathers what there is room for; false if there is nothing to send. */
    private boolean fill(Supplier<@Nullable ByteBuffer> messages) {
        next = next == null ? messages.get() : next;
        while (next != null && out.hasRemaining()) {
            int count = Math.min(out.remaining(), next.remaining());
            out.put(next.slice().limit(count));
            next.position(next.position() + count);
            next = next.hasRemaining() ? next : messages.get();
        }
        return out.position() > 0;
    }

    /** Takes the whole messages of what has come; no more than one portion, so that others have their turn. */
    void receive(int longest, Taker taker) throws IOException {
        int count;
        try {
            count = channel.read(in);
        } catch (IOException e) {
            throw broken(e);
        }
        in.flip();
        int length = length(longest);
        while (length > 0 && in.remaining() >= length) {
            int end = in.position() + length;
            taker.take(in.slice(in.position() + Integer.BYTES, length - Integer.BYTES).order(ByteOrder.LITTLE_ENDIAN));
            in.position(end);
            length = length(longest);
        }
        in.compact();
        if (count < 0) {
            throw new PeerException(PeerException.Fault.UNREACHABLE, name + ": has closed the connection");
        }
    }

    /** Bytes of the message that begins here; 0 if that has not come yet. */
    private int length(int longest) throws PeerException {
        if (in.remaining() < Integer.BYTES) {
            return 0;
        }
        int length = in.getInt(in.position());
        if (length < NineReply.HEAD || length > longest) {
            throw new PeerException(PeerException.Fault.MISBEHAVED,
                    "%s: sends a message of %d bytes; it must have %d to %d".formatted(name, length & 0xFFFF_FFFFL,
                            NineReply.HEAD, longest));
        }
        return length;
    }

    private PeerException broken(IOException e) {
        return new PeerException(PeerException.Fault.UNREACHABLE,
                "%s: the connection broke: %s".formatted(name, Reason.of(e)), e);
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
