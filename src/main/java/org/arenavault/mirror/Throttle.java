package org.arenavault.mirror;

import java.time.Duration;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;
import org.arenavault.io.StopSignal;

/** Lets so many bytes a second pass, a second's worth of them at once. Safe for several threads. */
final class Throttle {

    private static final long SECOND = 1_000_000_000L;
    private static final Duration SLICE = Duration.ofMillis(200);

    private final long rate;
    private final Clock clock;
    private final StopSignal stop;
    private long paidUntil;

    /**
     * A throttle.
     *
     * @param rate bytes a second; 0 for no limit
     */
    Throttle(long rate, Clock clock, StopSignal stop) {
        this.rate = rate;
        this.clock = clock;
        this.stop = stop;
        this.paidUntil = clock.nanos() - SECOND;
    }

    /** Waits until so many bytes may pass. */
    void spend(long bytes) throws CancelledException {
        if (rate == 0) {
            return;
        }
        long until;
        synchronized (this) {
            paidUntil = Math.max(paidUntil, clock.nanos() - SECOND) + (long) ((double) bytes / rate * SECOND);
            until = paidUntil;
        }
        for (long left = until - clock.nanos(); left > 0; left = until - clock.nanos()) {
            stop.check();
            clock.sleep(left < SLICE.toNanos() ? Duration.ofNanos(left) : SLICE);
        }
    }
}
