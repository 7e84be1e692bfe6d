package org.arenavault.venti.net;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.arenavault.io.Clock;

/**
 * One connection of a server, on a thread of its own. It says how long the other side may take for what it is doing;
 * {@link Listener} closes the connection of one that takes longer, which ends whatever waits there.
 */
abstract class ServedConnection implements Closeable {

    private enum State { EXPECTING, WORKING, RESTING }

    private final Socket socket;
    private final Clock clock;
    private final InputStream in;
    private final OutputStream out;
    private State state = State.WORKING;
    private long since;
    private long allowed;

    ServedConnection(Socket socket, Clock clock) throws IOException {
        this.socket = socket;
        this.clock = clock;
        this.in = socket.getInputStream();
        this.out = socket.getOutputStream();
    }

    /** Serves the connection until one of both sides has had enough. */
    abstract void serve() throws IOException;

    /** From now on the other side has so long to do its part. */
    final synchronized void allow(Duration time) {
        become(State.EXPECTING);
        allowed = time.toNanos();
    }

    /** It is our turn, for as long as it takes. */
    final synchronized void work() {
        become(State.WORKING);
    }

    /** The other side may do nothing for as long as it likes. */
    final synchronized void rest() {
        become(State.RESTING);
    }

    private void become(State next) {
        state = next;
        since = clock.nanos();
    }

    final synchronized boolean isOverdue(long now) {
        return state == State.EXPECTING && now - since > allowed;
    }

    /** How long it has done nothing, in nanoseconds; 0 if it is doing something. */
    final synchronized long restedFor(long now) {
        return state == State.RESTING ? now - since : 0;
    }

    /** Reads what there is into {@code target}, at least one byte; returns -1 at the end. */
    final int read(ByteBuffer target) throws IOException {
        int count = in.read(target.array(), target.arrayOffset() + target.position(), target.remaining());
        if (count > 0) {
            target.position(target.position() + count);
        }
        return count;
    }

    final void write(ByteBuffer bytes) throws IOException {
        out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), bytes.remaining());
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
