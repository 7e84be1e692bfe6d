package org.arenavault.copy;

import java.io.IOException;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;
import org.arenavault.io.StopSignal;

/** What was asked of a worker: by a request in its folder, looked at ten times a second, or from its terminal. */
final class StopRequests {

    private static final long INTERVAL = 100_000_000L;

    private final CopyFolder folder;
    private final StopSignal stop;
    private final Clock clock;
    private long askedAt;

    StopRequests(CopyFolder folder, StopSignal stop, Clock clock) {
        this.folder = folder;
        this.stop = stop;
        this.clock = clock;
        this.askedAt = clock.nanos() - INTERVAL;
    }

    /**
     * Goes on, unless something was asked.
     *
     * @throws CancelledException if the work is to stop; {@link #status} says how
     */
    void check() throws IOException {
        stop.check();
        long now = clock.nanos();
        if (now - askedAt >= INTERVAL) {
            askedAt = now;
            if (folder.requested() != CopyFolder.Request.NONE) {
                throw new CancelledException("stopped on request");
            }
        }
    }

    /** How a copy stands that was stopped. */
    CopyStatus status() throws IOException {
        return folder.requested() == CopyFolder.Request.CANCEL ? CopyStatus.CANCELLED : CopyStatus.PAUSED;
    }
}
