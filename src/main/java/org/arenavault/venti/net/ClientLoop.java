package org.arenavault.venti.net;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;
import org.arenavault.io.PeerException;
import org.arenavault.io.Plain;
import org.arenavault.io.Reason;
import org.arenavault.io.StopSignal;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a client: it connects, sends, takes answers, watches the time, and connects again. Everything but
 * the queue of new requests belongs to this thread alone.
 *
 * <p>A lost connection is made again, and everything that is not known to be durable is sent again, in its order
 * (venti-protocol 6). A server that breaks the protocol is not asked again.
 */
final class ClientLoop implements Runnable {

    /** Milliseconds after which a waiting client looks whether the operator wants to stop. */
    private static final long LONGEST_SLEEP = 200;
    /** Milliseconds that a server has to answer what is under way when the operator wants to stop. */
    private static final long LAST_ANSWERS = 700;
    private static final long MILLI = 1_000_000;
    private static final int MAX_DOUBLINGS = 6;

    private record Sent(Request<?> request, long at) {
    }

    private final String peer;
    private final List<InetSocketAddress> addresses;
    private final ClientOptions options;
    private final Clock clock;
    private final StopSignal stop;
    private final Selector selector;
    private final CompletableFuture<Void> firstReady = new CompletableFuture<>();

    private final Deque<Request<?>> fresh = new ArrayDeque<>();
    private boolean closing;
    private @Nullable IOException broken;

    private final Deque<Request<?>> waiting = new ArrayDeque<>();
    private final Map<Integer, Sent> underWay = new LinkedHashMap<>();
    private final BitSet tags = new BitSet();
    private final Deque<Request.Write> unsynced = new ArrayDeque<>();
    private long unsyncedBytes;
    private boolean syncing;

    private @Nullable ClientLink link;
    private List<WireVersion> versions;
    private int nextAddress;
    private int failures;
    private boolean everReady;
    private long notBefore;
    private long quietSince;
    private long stoppedAt = Long.MAX_VALUE;

    ClientLoop(String peer, List<InetSocketAddress> addresses, ClientOptions options, Clock clock, StopSignal stop)
            throws IOException {
        this.peer = peer;
        this.addresses = List.copyOf(addresses);
        this.options = options;
        this.clock = clock;
        this.stop = stop;
        this.versions = options.versions();
        this.selector = Selector.open();
        this.notBefore = clock.nanos();
    }

    /** Completed once the first connection stands; with an error if it cannot be made. */
    CompletableFuture<Void> firstReady() {
        return firstReady;
    }

    /** Takes a request from any thread. */
    void add(Request<?> request) {
        @Nullable IOException cause;
        boolean first;
        synchronized (fresh) {
            cause = broken;
            first = fresh.isEmpty();
            if (cause == null) {
                fresh.add(request);
            }
        }
        if (cause == null) {
            // whoever put the first one there has woken the loop for all
            if (first) {
                selector.wakeup();
            }
        } else {
            request.fail(cause);
        }
    }

    /** Ends the loop; requests without an answer fail. */
    void close() {
        synchronized (fresh) {
            closing = true;
        }
        selector.wakeup();
    }

    @Override
    public void run() {
        try (selector) {
            while (takeFresh()) {
                watchStop();
                step();
            }
            sayGoodbye();
            end(new PeerException(PeerException.Fault.UNREACHABLE, peer + ": the connection was closed here"));
        } catch (IOException e) {
            end(e);
        } catch (RuntimeException | Error e) {
            end(new IOException(peer + ": the client's thread failed", e));
        }
    }

    /** What does not come to an end by itself, once the operator has asked to stop, is waited for no longer. */
    private void watchStop() throws CancelledException {
        if (stop.requested()) {
            long now = clock.nanos();
            stoppedAt = Math.min(stoppedAt, now);
            if (now - stoppedAt >= LAST_ANSWERS * MILLI) {
                throw new CancelledException("stopped while waiting for an answer of " + peer);
            }
        }
    }

    private boolean takeFresh() {
        synchronized (fresh) {
            waiting.addAll(fresh);
            fresh.clear();
            return !closing;
        }
    }

    private void step() throws IOException {
        boolean idle = false;
        try {
            long now = clock.nanos();
            if (link == null && (!everReady || !waiting.isEmpty()) && now >= notBefore) {
                quietSince = now;
                link = new ClientLink(selector, addresses.get(nextAddress), peer, versions);
            }
            if (link != null && link.isReady()) {
                sendWaiting(link, now);
            }
            idle = waiting.isEmpty() && underWay.isEmpty() && unsynced.isEmpty() && everReady;
            selector.select(sleep(now));
            // only what was selected just now tells the truth about what can be done
            boolean selected = !selector.selectedKeys().isEmpty();
            selector.selectedKeys().clear();
            if (link != null) {
                if (selected) {
                    proceed(link);
                }
                watchTime(link, clock.nanos());
            }
        } catch (ClientLink.VersionsCrossException e) {
            dropLink();
            if (versions.size() == 1) {
                throw new PeerException(PeerException.Fault.MISBEHAVED, Reason.of(e), e);
            }
            versions = versions.subList(0, 1);
        } catch (PeerException e) {
            dropLink();
            countFailure(e, idle);
        } catch (IOException e) {
            dropLink();
            countFailure(new PeerException(PeerException.Fault.UNREACHABLE,
                    "%s: %s".formatted(peer, Plain.field(String.valueOf(e.getMessage()))), e), idle);
        }
    }

    private void proceed(ClientLink open) throws IOException {
        for (Message.Tagged message : open.proceed()) {
            answer(message);
        }
        if (open.isReady() && !everReady) {
            everReady = true;
            firstReady.complete(null);
        }
    }

    /** Milliseconds to wait for the network; 0 until something comes or somebody calls. */
    private long sleep(long now) {
        if (link == null) {
            return waiting.isEmpty() && everReady ? 0 : bounded(notBefore - now);
        }
        return link.isReady() && underWay.isEmpty() ? 0 : bounded(deadline(link) - now);
    }

    private static long bounded(long nanos) {
        return Math.max(1, Math.min(LONGEST_SLEEP, nanos / MILLI + 1));
    }

    /**
     * Sends as much as the window takes. A sync goes alone, so that nobody need ask what it covers. A window that is
     * nearly full waits until a good part of it is answered for, so that many requests go out at once.
     */
    private void sendWaiting(ClientLink open, long now) throws IOException {
        if (underWay.size() > options.window() - Math.max(1, options.window() / 4)) {
            return;
        }
        while (!waiting.isEmpty() && !syncing && underWay.size() < options.window()) {
            boolean sync = waiting.peek().isSync();
            if (sync && !underWay.isEmpty()) {
                break;
            }
            Request<?> request = waiting.remove();
            if (request.countSent() > options.attempts()) {
                throw new PeerException(PeerException.Fault.MISBEHAVED,
                        "%s: the connection was lost %d times over the same request"
                                .formatted(peer, options.attempts()));
            }
            if (underWay.isEmpty()) {
                quietSince = now;
            }
            int tag = tags.nextClearBit(1);
            tags.set(tag);
            underWay.put(tag, new Sent(request, now));
            syncing = sync;
            open.add(new Message.Tagged(tag, request.message()));
        }
        open.flush();
    }

    private void answer(Message.Tagged message) throws PeerException {
        Sent sent = underWay.get(message.tag());
        if (sent == null) {
            throw new PeerException(PeerException.Fault.MISBEHAVED,
                    "%s: answers a request %d that was not made".formatted(peer, message.tag()));
        }
        Request<?> request = sent.request();
        boolean again = request.isAccepted();
        message.message().answer(request, peer);
        underWay.remove(message.tag());
        tags.clear(message.tag());
        quietSince = clock.nanos();
        if (!again) {
            failures = 0;
        }
        request.stored().ifPresent(this::keep);
        if (request.isSync()) {
            syncing = false;
            unsynced.clear();
            unsyncedBytes = 0;
        }
    }

    private void keep(Request.Write write) {
        unsynced.add(write);
        boolean enough = unsyncedBytes >= options.maxUnsynced();
        unsyncedBytes += write.length();
        if (!enough && unsyncedBytes >= options.maxUnsynced()) {
            waiting.addFirst(new Request.Sync());
        }
    }

    private long deadline(ClientLink open) {
        if (!open.isReady()) {
            return quietSince + options.connectTimeout().toNanos();
        }
        long patience = (syncing ? options.syncTimeout() : options.requestTimeout()).toNanos();
        return Math.min(quietSince + patience, underWay.values().iterator().next().at() + patience * options.window());
    }

    private void watchTime(ClientLink open, long now) throws PeerException {
        boolean due = !open.isReady() || !underWay.isEmpty();
        if (due && now >= deadline(open)) {
            throw new PeerException(PeerException.Fault.SILENT, "%s: %s in %d s; is it busy, or is the network down?"
                    .formatted(peer, open.doing(), (now - quietSince) / (1000 * MILLI)));
        }
    }

    /** Everything that is not durable will be sent again: first what was accepted already, then the rest. */
    private void dropLink() throws IOException {
        if (link != null) {
            link.close();
            link = null;
        }
        List<Request<?>> again = new ArrayList<>(unsynced);
        underWay.values().forEach(sent -> again.add(sent.request()));
        for (int i = again.size() - 1; i >= 0; i--) {
            waiting.addFirst(again.get(i));
        }
        unsynced.clear();
        unsyncedBytes = 0;
        underWay.clear();
        tags.clear();
        syncing = false;
    }

    private void countFailure(PeerException cause, boolean idle) throws PeerException {
        if (idle && cause.fault() == PeerException.Fault.UNREACHABLE) {
            // nobody waits for anything: a server may close such a connection
            return;
        }
        boolean hopeless = cause.fault() != PeerException.Fault.UNREACHABLE
                && cause.fault() != PeerException.Fault.SILENT;
        failures++;
        nextAddress = (nextAddress + 1) % addresses.size();
        int allowed = everReady ? options.attempts() : addresses.size();
        if (hopeless || failures >= allowed) {
            throw cause;
        }
        long pause = everReady ? options.pause().toNanos() << Math.min(failures - 1, MAX_DOUBLINGS) : 0;
        notBefore = clock.nanos() + pause;
    }

    private void sayGoodbye() throws IOException {
        if (link != null && link.isReady() && underWay.isEmpty()) {
            link.send(new Message.Tagged(0, new Message.Goodbye()));
        }
    }

    private void end(IOException cause) {
        List<Request<?>> left = new ArrayList<>();
        synchronized (fresh) {
            broken = cause;
            left.addAll(fresh);
            fresh.clear();
        }
        left.addAll(waiting);
        underWay.values().forEach(sent -> left.add(sent.request()));
        left.forEach(request -> request.fail(cause));
        firstReady.completeExceptionally(cause);
        if (link != null) {
            try {
                link.close();
            } catch (IOException e) {
                cause.addSuppressed(e);
            }
        }
    }
}
