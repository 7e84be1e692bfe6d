package org.arenavault.io;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * What a peer sends, waited for in short steps: a wait ends when an answer as a whole is late, however it trickles, and
 * when the operator wants to stop.
 */
public final class PatientInput extends InputStream {

    private static final int STEP_MILLIS = 200;

    private final InputStream input;
    private final String peer;
    private final Duration patience;
    private final StopSignal stop;
    private long end;

    /**
     * The input of a connected socket, whose own timeout is set here.
     *
     * @param peer for messages
     * @param patience for one answer
     */
    public PatientInput(Socket socket, String peer, Duration patience, StopSignal stop) throws IOException {
        socket.setSoTimeout(STEP_MILLIS);
        this.input = socket.getInputStream();
        this.peer = peer;
        this.patience = patience;
        this.stop = stop;
        await();
    }

    /** From now on another answer is due. */
    public void await() {
        end = System.nanoTime() + patience.toNanos();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /**
     * Reads like any other.
     *
     * @throws SocketTimeoutException if the answer is late
     * @throws CancelledException if the operator wants to stop
     */
    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        while (true) {
            if (System.nanoTime() >= end) {
                throw new SocketTimeoutException(peer + ": did not answer in time");
            }
            try {
                return input.read(target, offset, length);
            } catch (SocketTimeoutException e) {
                if (stop.requested()) {
                    throw new CancelledException("stopped while waiting for an answer of " + peer, e);
                }
            }
        }
    }
}
