package org.arenavault.venti.net;

import java.io.Closeable;
import java.io.IOException;
import org.arenavault.io.Clock;
import org.arenavault.io.Dial;
import org.arenavault.io.OperatorNeededException;

/**
 * Shows the pages {@code /index} and {@code /storage} over HTTP, to whoever can connect (venti-format 9). Unlike those
 * of the real server no page here changes anything.
 */
public final class StatusServer implements Closeable {

    private final Listener listener;

    /**
     * Begins to listen.
     *
     * @throws OperatorNeededException if the address is in use
     */
    public StatusServer(StatusPages pages, Dial listen, ServerOptions options, Clock clock) throws IOException {
        this.listener = new Listener("venti-status", listen, options, clock,
                socket -> new StatusSession(socket, pages, options, clock));
    }

    /** Where it listens, with the port it was given if it asked for any. */
    public Dial address() {
        return listener.address();
    }

    @Override
    public void close() throws IOException {
        listener.close();
    }
}
