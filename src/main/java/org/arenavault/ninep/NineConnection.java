package org.arenavault.ninep;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Selector;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;
import org.arenavault.io.PeerException;
import org.arenavault.io.Plain;
import org.arenavault.io.Reason;
import org.arenavault.io.StopSignal;
import org.jspecify.annotations.Nullable;

/**
 * Requests to a server and its answers, which come in any order. One thread sends, takes answers and watches the time;
 * any thread may ask. A connection that was lost, or whose server breaks the protocol, fails all requests that wait,
 * and all that come later.
 */
final class NineConnection implements Closeable, Runnable {

    /** What precedes the bytes of an answer to a read, with room to spare (IOHDRSZ of the C library). */
    static final int READ_OVERHEAD = 24;

    private static final int NO_TAG = 0xFFFF;
    private static final int WANTED_MESSAGE = (64 << 10) + READ_OVERHEAD;
    private static final int SMALLEST_MESSAGE = 512;
    private static final String DIALECT = "9P2000";
    /** Milliseconds between two looks at the time and at the operator. */
    private static final long LOOK = 200;
    /** Milliseconds that a server has to answer what is under way when the operator wants to stop. */
    private static final long LAST_ANSWERS = 700;
    private static final long MILLI = 1_000_000;

    private final NineEndpoint endpoint;
    private final NineOptions options;
    private final Clock clock;
    private final StopSignal stop;
    private final Selector selector;

    /** Guards what follows up to the next blank line. */
    private final Object lock = new Object();
    private final Map<Integer, NineCall> calls = new HashMap<>();
    private final Deque<ByteBuffer> out = new ArrayDeque<>();
    private int nextTag;
    /** How many of the calls the server has to answer soon. */
    private int urgent;
    /** When the server last brought work forward, or was first asked after a time in which nothing was urgent. */
    private long heard;
    private boolean closing;
    private @Nullable IOException broken;

    private volatile int messageSize = WANTED_MESSAGE;
    private long stoppedAt = Long.MAX_VALUE;

    private NineConnection(NineEndpoint endpoint, NineOptions options, Clock clock, StopSignal stop)
            throws IOException {
        this.endpoint = endpoint;
        this.options = options;
        this.clock = clock;
        this.stop = stop;
        this.selector = Selector.open();
    }

    /**
     * Connects, and agrees on the version.
     *
     * @throws PeerException if it cannot be reached, or speaks something else
     */
    static NineConnection open(NineEndpoint endpoint, NineOptions options, Clock clock, StopSignal stop)
            throws IOException {
        NineConnection connection = new NineConnection(endpoint, options, clock, stop);
        Thread thread = new Thread(connection, "9p " + endpoint);
        thread.setDaemon(true);
        thread.start();
        try {
            connection.greet();
            return connection;
        } catch (IOException | RuntimeException | Error e) {
            connection.close();
            throw e;
        }
    }

    private void greet() throws IOException {
        ByteBuffer message = NineCall.message(Integer.BYTES + Short.BYTES + DIALECT.length()).putInt(WANTED_MESSAGE);
        NineCall.put(message, DIALECT.getBytes(StandardCharsets.US_ASCII));
        NineAnswer hello = new NineAnswer(NineCall.VERSION, message, "hello");
        ask(hello, NO_TAG);
        NineReply reply = hello.await();
        int size = reply.body().remaining() < Integer.BYTES ? 0 : reply.body().getInt();
        String dialect = reply.rawText();
        if (!dialect.equals(DIALECT) || size < SMALLEST_MESSAGE || size > WANTED_MESSAGE) {
            throw misbehaved("speaks '%s' in messages of %d bytes, not %s in messages of %d to %d".formatted(
                    Plain.field(dialect), size & 0xFFFF_FFFFL, DIALECT, SMALLEST_MESSAGE, WANTED_MESSAGE));
        }
        messageSize = size;
    }

    /** What messages call the server. */
    String name() {
        return endpoint.toString();
    }

    /** The most bytes that one read can bring. */
    int mostData() {
        return messageSize - READ_OVERHEAD;
    }

    /** Sends a request, from any thread. Whoever asked is told what becomes of it. */
    void ask(NineCall call) {
        if (call.length() > messageSize) {
            call.fail(misbehaved("takes only messages of %d bytes, too few for a path of %d"
                    .formatted(messageSize, call.length())));
        } else {
            ask(call, -1);
        }
    }

    private void ask(NineCall call, int fixedTag) {
        @Nullable IOException cause;
        boolean first = false;
        synchronized (lock) {
            cause = broken;
            if (cause == null && calls.size() >= NO_TAG / 2) {
                cause = misbehaved("is asked too much at once");
            }
            if (cause == null) {
                if (urgent == 0) {
                    heard = clock.nanos();
                }
                urgent += call.isPatient() ? 0 : 1;
                int tag = fixedTag < 0 ? freeTag() : fixedTag;
                calls.put(tag, call);
                first = out.isEmpty();
                out.add(call.under(tag));
            }
        }
        if (cause != null) {
            call.fail(cause);
        } else if (first) {
            // whoever put the first one there has woken the thread for all
            selector.wakeup();
        }
    }

    /**
     * Takes a request back whose answer nobody waits for any longer (flush(5)): it fails, unless its answer comes
     * first.
     *
     * @return what the server says of that
     */
    NineAnswer flush(NineCall call) {
        @Nullable Integer tag;
        synchronized (lock) {
            tag = calls.entrySet().stream().filter(each -> each.getValue() == call).map(Map.Entry::getKey).findAny()
                    .orElse(null);
        }
        // the tag of nothing that is under way may be flushed as well
        int old = tag == null ? NO_TAG : tag;
        NineAnswer answer = new NineAnswer(NineCall.FLUSH, NineCall.message(Short.BYTES).putShort((short) old),
                call.what()) {
            @Override
            void taken() {
                @Nullable NineCall left = null;
                synchronized (lock) {
                    left = calls.get(old) == call ? remove(old) : null;
                }
                if (left != null) {
                    left.fail(new PeerException(PeerException.Fault.UNREACHABLE, "%s: %s: was taken back"
                            .formatted(name(), call.what())));
                }
            }
        };
        ask(answer);
        return answer;
    }

    private @Nullable NineCall remove(int tag) {
        @Nullable NineCall call = calls.remove(tag);
        urgent -= call == null || call.isPatient() ? 0 : 1;
        return call;
    }

    private int freeTag() {
        do {
            nextTag = (nextTag + 1) % NO_TAG;
        } while (calls.containsKey(nextTag));
        return nextTag;
    }

    @Override
    public void run() {
        try (selector; NineLink link = NineLink.connect(endpoint, options, clock, selector, this::look)) {
            while (look()) {
                link.send(this::nextOut);
                selector.select(LOOK);
                selector.selectedKeys().clear();
                link.receive(messageSize, this::take);
            }
            end(new PeerException(PeerException.Fault.UNREACHABLE, name() + ": the connection was closed here"));
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException | Error e) {
            end(new IOException(name() + ": the thread of the connection failed", e));
        }
    }

    private @Nullable ByteBuffer nextOut() {
        synchronized (lock) {
            return out.poll();
        }
    }

    /** False once it is closed; fails if the server is late, or the operator does not want to wait for it. */
    private boolean look() throws IOException {
        long now = clock.nanos();
        boolean stopping = stop.requested();
        stoppedAt = stopping ? Math.min(stoppedAt, now) : Long.MAX_VALUE;
        synchronized (lock) {
            if (urgent > 0 && stopping && now - Math.max(stoppedAt, heard) >= LAST_ANSWERS * MILLI) {
                throw new CancelledException("stopped while waiting for an answer of " + name());
            }
            if (urgent > 0 && now - heard >= options.patience().toNanos()) {
                throw new PeerException(PeerException.Fault.SILENT, "%s: did not answer in %d s; is it busy, or is "
                        .formatted(name(), options.patience().toSeconds()) + "the network down?");
            }
            return !closing;
        }
    }

    /** A message, from its type on. */
    private void take(ByteBuffer message) throws IOException {
        NineReply reply = NineReply.decode(message);
        @Nullable NineCall call;
        synchronized (lock) {
            call = remove(reply.tag());
        }
        if (call == null) {
            throw misbehaved("answers what nobody asked");
        }
        boolean forward = true;
        if (reply.type() == NineCall.ERROR) {
            call.fail(new PeerException(PeerException.Fault.REFUSED, "%s: %s: %s".formatted(name(), call.what(),
                    reply.text())));
        } else {
            forward = accept(call, reply);
        }
        if (forward) {
            synchronized (lock) {
                heard = clock.nanos();
            }
        }
    }

    private boolean accept(NineCall call, NineReply reply) throws IOException {
        try {
            if (reply.type() != call.type() + 1) {
                throw misbehaved("answers a request of type %d with one of type %d"
                        .formatted(call.type(), reply.type()));
            }
            return call.take(reply);
        } catch (PeerException e) {
            call.fail(e);
            throw e;
        } catch (IOException e) {
            PeerException broke = misbehaved("%s: %s".formatted(call.what(), Reason.of(e)));
            call.fail(broke);
            throw broke;
        }
    }

    /** What its server did that the protocol does not allow. */
    PeerException misbehaved(String what) {
        return new PeerException(PeerException.Fault.MISBEHAVED, "%s: %s".formatted(name(), what));
    }

    private void end(IOException cause) {
        List<NineCall> left;
        synchronized (lock) {
            broken = cause;
            left = new ArrayList<>(calls.values());
            calls.clear();
            urgent = 0;
            out.clear();
        }
        left.forEach(call -> call.fail(cause));
    }

    @Override
    public void close() {
        synchronized (lock) {
            closing = true;
        }
        selector.wakeup();
    }
}
