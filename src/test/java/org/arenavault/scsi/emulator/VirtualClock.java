package org.arenavault.scsi.emulator;

import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import org.arenavault.io.CancelledException;
import org.arenavault.io.Clock;

/**
 * A clock of its own for tests with one or several drives: time stands still while anybody works and jumps to the next
 * alarm once all who belong to it sleep. A lone thread therefore never waits. Threads that take part together say so
 * with {@link #join}; one that is about to wait for something other than time says {@link #leave} first, or time
 * would stand still for ever.
 */
public final class VirtualClock implements Clock {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");

    private final PriorityQueue<Long> alarms = new PriorityQueue<>();
    private int members;
    private int asleep;
    private long nanos;

    /** Another thread takes part. */
    public synchronized void join() {
        members++;
    }

    /** A thread takes part no longer. */
    public synchronized void leave() {
        members--;
        wakeIfAllSleep();
    }

    /** Lets time pass without anybody sleeping. */
    public synchronized void advance(Duration duration) {
        nanos += duration.toNanos();
        notifyAll();
    }

    @Override
    public synchronized Instant now() {
        return START.plusNanos(nanos);
    }

    @Override
    public synchronized long nanos() {
        return nanos;
    }

    @Override
    public synchronized void sleep(Duration duration) throws CancelledException {
        long alarm = nanos + Math.max(0, duration.toNanos());
        alarms.add(alarm);
        asleep++;
        try {
            wakeIfAllSleep();
            while (nanos < alarm) {
                wait();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting", e);
        } finally {
            asleep--;
            alarms.remove(alarm);
        }
    }

    private void wakeIfAllSleep() {
        if (asleep >= members && !alarms.isEmpty()) {
            nanos = Math.max(nanos, alarms.peek());
            notifyAll();
        }
    }
}
