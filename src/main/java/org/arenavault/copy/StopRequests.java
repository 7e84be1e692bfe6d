package org.arenavault.copy;

import java.io.IOException;
import java.util.Optional;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;
import org.arenavault.io.StopSignal;

/** What was asked of a worker: by a request in its folder, looked at ten times a second, or from its terminal. */
final class StopRequests {

    private static final long INTERVAL = 100_000_000L;

    /** How long a pause waits for an extent to become whole, nanoseconds: one takes less unless the rate is limited. */
    private static final long PATIENCE = 5_000_000_000L;

    private final CopyFolder folder;
    private final StopSignal stop;
    private final Clock clock;
    private long askedAt;
    private Optional<Long> pausedSince = Optional.empty();

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
        check(true);
    }

    /**
     * The same in the midst of something that counts once it is whole: a pause waits for that a while, so that nothing
     * is done twice.
     *
     * @param whole whether all that was done is whole
     */
    void check(boolean whole) throws IOException {
        stop.check();
        long now = clock.nanos();
        if (now - askedAt < INTERVAL && !(whole && pausedSince.isPresent())) {
            return;
        }
        askedAt = now;
        CopyFolder.Request request = folder.requested();
        if (request == CopyFolder.Request.PAUSE && pausedSince.isEmpty()) {
            pausedSince = Optional.of(now);
        }
        boolean waits = request == CopyFolder.Request.PAUSE && !whole && now - pausedSince.orElse(now) < PATIENCE;
        if (request != CopyFolder.Request.NONE && !waits) {
            throw new CancelledException("stopped on request");
        }
    }

    /** How a copy stands that was stopped. */
    CopyStatus status() throws IOException {
        return folder.requested() == CopyFolder.Request.CANCEL ? CopyStatus.CANCELLED : CopyStatus.PAUSED;
    }
}
