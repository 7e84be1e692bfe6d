package org.arenavault.ninep;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.arenavault.io.Clock;
import org.arenavault.io.PeerException;
import org.arenavault.io.StopSignal;
import org.jspecify.annotations.Nullable;

/**
 * A tree of a server, attached to when it is needed, and again after its connection was lost. A server that does not
 * come back, or breaks the protocol, is given up: whoever asks later is told so at once.
 */
final class NineServerTree implements Closeable {

    private final NineAddress address;
    private final NineOptions options;
    private final Clock clock;
    private final StopSignal stop;
    private @Nullable NineClient client;
    private boolean reached;
    private @Nullable PeerException givenUp;

    NineServerTree(NineAddress address, NineOptions options, Clock clock, StopSignal stop) {
        this.address = address;
        this.options = options;
        this.clock = clock;
        this.stop = stop;
    }

    /**
     * The client.
     *
     * @throws PeerException if the server cannot be reached, or not again
     */
    synchronized NineClient client() throws IOException {
        if (givenUp != null) {
            // a new one each time: who fails while he closes must not find what he failed by already
            throw new PeerException(givenUp.fault(), givenUp.getMessage(), givenUp);
        }
        if (client == null) {
            client = attach();
            reached = true;
        }
        return client;
    }

    /** At the first time a server is there or is not; later one that was there is waited for. */
    private NineClient attach() throws IOException {
        Duration pause = options.pause();
        int attempt = 1;
        while (true) {
            try {
                return NineClient.attach(address, options, clock, stop);
            } catch (PeerException e) {
                boolean again = reached && e.fault() == PeerException.Fault.UNREACHABLE
                        && attempt < options.attempts();
                if (!again) {
                    givenUp = e;
                    throw e;
                }
            }
            stop.sleep(clock, pause);
            pause = pause.multipliedBy(2);
            attempt++;
        }
    }

    /**
     * What is to be done about a fault of this client: nothing is thrown if another connection may do better.
     *
     * @throws PeerException the fault itself, if there is nothing more to hope for
     */
    synchronized void lost(NineClient broken, PeerException fault) throws PeerException {
        if (client == broken) {
            broken.close();
            client = null;
            if (fault.fault() != PeerException.Fault.UNREACHABLE) {
                givenUp = fault;
            }
        }
        if (givenUp != null) {
            // a new one each time: who fails while he closes must not find what he failed by already
            throw new PeerException(givenUp.fault(), givenUp.getMessage(), givenUp);
        }
    }

    /** Whether the operator wants to stop. */
    StopSignal stop() {
        return stop;
    }

    /** How often a connection may be lost over the same bytes. */
    int attempts() {
        return options.attempts();
    }

    @Override
    public synchronized void close() {
        if (client != null) {
            client.close();
            client = null;
        }
    }
}
