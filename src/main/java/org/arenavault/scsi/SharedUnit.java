package org.arenavault.scsi;

import java.io.Closeable;
import java.io.IOException;

/**
 * A unit that is ours for a whole job, and used by one part of it after the other. It stays open between them: every
 * opening of a drive makes others look at its disc. Once it was lost it is opened afresh for the next user.
 */
public final class SharedUnit implements Closeable {

    private final Opener opener;
    private Transport transport;
    private boolean lost;

    /** Opens the unit, and again after it was lost. */
    @FunctionalInterface
    public interface Opener {

        /**
         * Opens it.
         *
         * @throws org.arenavault.io.OperatorNeededException if it is busy, gone, or not ours to use
         */
        Transport open() throws IOException;
    }

    private SharedUnit(Opener opener, Transport transport) {
        this.opener = opener;
        this.transport = transport;
    }

    /** Opens a unit. */
    public static SharedUnit open(Opener opener) throws IOException {
        return new SharedUnit(opener, opener.open());
    }

    /** A way to the unit; closing it leaves the unit open. */
    public synchronized Transport connect() throws IOException {
        if (lost) {
            transport.close();
            transport = opener.open();
            lost = false;
        }
        return new Lent(transport);
    }

    private synchronized void lose(Transport which) {
        if (which == transport) {
            lost = true;
        }
    }

    @Override
    public synchronized void close() throws IOException {
        transport.close();
    }

    /** The unit's transport for one user of several. */
    private final class Lent implements Transport {

        private final Transport inner;
        private boolean closed;

        private Lent(Transport inner) {
            this.inner = inner;
        }

        @Override
        public CommandResult execute(Command command) throws IOException {
            if (closed) {
                throw new IOException(inner.identity() + ": is closed");
            }
            CommandResult result = inner.execute(command);
            if (result.outcome() == CommandStatus.DEVICE_GONE) {
                lose(inner);
            }
            return result;
        }

        @Override
        public String identity() {
            return inner.identity();
        }

        @Override
        public int maxTransfer() {
            return inner.maxTransfer();
        }

        @Override
        public void close() {
            closed = true;
        }
    }
}
