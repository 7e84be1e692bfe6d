package org.arenavault.venti.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.arenavault.io.Clock;
import org.arenavault.io.Dial;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.io.Reason;

/** Accepts connections, never more than so many at a time, and ends those that take too long. */
final class Listener implements Closeable {

    private static final System.Logger LOG = System.getLogger(Listener.class.getName());
    private static final int BACKLOG = 16;
    private static final Duration TICK = Duration.ofMillis(200);

    /** Makes the session of a connection. */
    @FunctionalInterface
    interface Sessions {
        ServedConnection open(Socket socket) throws IOException;
    }

    private final String name;
    private final ServerSocket server;
    private final ServerOptions options;
    private final Clock clock;
    private final Sessions sessions;
    private final Set<ServedConnection> open = new HashSet<>();
    private boolean closed;

    /**
     * Listens at this address; {@code host *} is every address of the machine, port 0 a free one.
     *
     * @throws OperatorNeededException if the address is in use or not ours
     */
    Listener(String name, Dial dial, ServerOptions options, Clock clock, Sessions sessions) throws IOException {
        this.name = name;
        this.options = options;
        this.clock = clock;
        this.sessions = sessions;
        this.server = new ServerSocket();
        InetSocketAddress address = dial.host().equals(Dial.ANY_HOST) ? new InetSocketAddress(dial.port())
                : new InetSocketAddress(InetAddress.getByName(dial.host()), dial.port());
        try {
            server.setReuseAddress(true);
            server.bind(address, BACKLOG);
        } catch (IOException e) {
            server.close();
            throw new OperatorNeededException(OperatorNeededException.Need.BUSY,
                    "%s: cannot listen there: %s".formatted(dial, Reason.of(e)), e);
        }
        start(this::accept, name);
        start(this::watch, name + "-watch");
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    /** Where it listens. */
    Dial address() {
        return new Dial(server.getInetAddress().getHostAddress(), server.getLocalPort());
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                admit(server.accept());
            } catch (IOException e) {
                if (!server.isClosed()) {
                    LOG.log(System.Logger.Level.WARNING, () -> name + ": cannot accept: " + Reason.of(e));
                    pause();
                }
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(TICK.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void admit(Socket socket) throws IOException {
        ServedConnection session;
        synchronized (open) {
            if (closed || (open.size() >= options.maxConnections() && !makeRoom())) {
                LOG.log(System.Logger.Level.INFO, () -> name + ": too many connections; one was turned away");
                socket.close();
                return;
            }
            socket.setTcpNoDelay(true);
            socket.setKeepAlive(true);
            session = sessions.open(socket);
            session.allow(options.messageTimeout());
            open.add(session);
        }
        start(() -> serve(session), name + "-session");
    }

    private boolean makeRoom() throws IOException {
        long now = clock.nanos();
        Optional<ServedConnection> silent = open.stream().max(
                Comparator.comparingLong(session -> session.restedFor(now)));
        if (silent.isEmpty() || silent.get().restedFor(now) < options.restBeforeEviction().toNanos()) {
            return false;
        }
        open.remove(silent.get());
        silent.get().close();
        return true;
    }

    private void serve(ServedConnection session) {
        try (session) {
            session.serve();
        } catch (IOException e) {
            // the other side is gone or makes no sense; it is past being told
            LOG.log(System.Logger.Level.DEBUG, () -> name + ": connection ended: " + Reason.of(e));
        } finally {
            synchronized (open) {
                open.remove(session);
            }
        }
    }

    private void watch() {
        while (!server.isClosed()) {
            pause();
            closeAll(overdue());
        }
    }

    private List<ServedConnection> overdue() {
        synchronized (open) {
            long now = clock.nanos();
            return open.stream().filter(session -> session.isOverdue(now)).toList();
        }
    }

    private void closeAll(List<ServedConnection> sessionsToClose) {
        for (ServedConnection session : sessionsToClose) {
            try {
                session.close();
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, () -> name + ": closing a connection: " + Reason.of(e));
            }
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
        List<ServedConnection> left;
        synchronized (open) {
            closed = true;
            left = new ArrayList<>(open);
        }
        closeAll(left);
    }
}
