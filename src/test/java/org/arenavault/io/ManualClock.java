package org.arenavault.io;

import java.time.Duration;
import java.time.Instant;

/** A clock that stands still unless somebody sleeps or moves it. */
public final class ManualClock implements Clock {

    private Instant now = Instant.parse("2026-01-02T03:04:05.678Z");

    @Override
    public synchronized Instant now() {
        return now;
    }

    @Override
    public synchronized long nanos() {
        return now.getEpochSecond() * 1_000_000_000L + now.getNano();
    }

    @Override
    public synchronized void sleep(Duration duration) {
        now = now.plus(duration);
    }
}
