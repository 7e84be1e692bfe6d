package org.arenavault.io;

import java.time.Duration;
import java.time.Instant;

/** Time behind a seam: the same code waits for a real drive, for an emulated one, and not at all in a test. */
public interface Clock {

    /** Wall-clock time. Advisory: it may jump. */
    Instant now();

    /** A steadily advancing count of nanoseconds, for durations and limits. */
    long nanos();

    /**
     * Lets time pass.
     *
     * @throws CancelledException if the thread was interrupted meanwhile
     */
    void sleep(Duration duration) throws CancelledException;
}
