package org.arenavault.venti.net;

import java.io.Closeable;
import java.io.IOException;
import org.arenavault.io.Clock;
import org.arenavault.io.Dial;
import org.arenavault.io.OperatorNeededException;
import org.arenavault.venti.format.BlockSource;
import org.arenavault.venti.format.BlockStore;

/**
 * A venti for the stock clients: {@code vac}, {@code unvac}, {@code vacfs}, {@code fossil}, {@code venti/read},
 * {@code venti/copy} and their like. There is no authentication in the protocol: whoever can connect can read every
 * block whose score he knows, and fill a store. Listen on loopback unless the network is trusted.
 */
public final class VentiServer implements Closeable {

    private final Listener listener;

    private VentiServer(Dial dial, RequestHandler handler, ServerOptions options, Clock clock) throws IOException {
        this.listener = new Listener("venti-server", dial, options, clock,
                socket -> new VentiSession(socket, handler, options, clock));
    }

    /**
     * Begins to serve a source; writes are refused as by a read-only server.
     *
     * @throws OperatorNeededException if the address is in use
     */
    public static VentiServer readOnly(BlockSource source, Dial listen, ServerOptions options, Clock clock)
            throws IOException {
        return new VentiServer(listen, new RequestHandler(source), options, clock);
    }

    /**
     * Begins to serve a store. Whoever owns the store closes it after this server.
     *
     * @throws OperatorNeededException if the address is in use
     */
    public static VentiServer writable(BlockStore store, Dial listen, ServerOptions options, Clock clock)
            throws IOException {
        return new VentiServer(listen, new RequestHandler(store), options, clock);
    }

    /** Where it listens, with the port it was given if it asked for any. */
    public Dial address() {
        return listener.address();
    }

    /** Ends all connections. Requests that are being answered may still reach the source for a moment. */
    @Override
    public void close() throws IOException {
        listener.close();
    }
}
