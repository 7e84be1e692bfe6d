package org.arenavault.scsi.emulator;

import java.time.Duration;
import java.time.Instant;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;

/**
 * The machine's clock, except that nobody waits: a sleep is skipped and counts as having passed. A program that polls
 * an emulated drive through the clock it shares with that drive finds everything as after the wait, at once; limits
 * still run out, and what is measured between two sleeps is real. Safe for several threads.
 */
public final class InstantClock implements Clock {

    private final long base = System.nanoTime();
    private Duration skipped = Duration.ZERO;

    @Override
    public synchronized Instant now() {
        return Instant.now().plus(skipped);
    }

    @Override
    public synchronized long nanos() {
        return System.nanoTime() - base + skipped.toNanos();
    }

    @Override
    public synchronized void sleep(Duration duration) throws CancelledException {
        if (Thread.currentThread().isInterrupted()) {
            throw new CancelledException("interrupted while waiting");
        }
        skipped = skipped.plus(duration);
    }
}
