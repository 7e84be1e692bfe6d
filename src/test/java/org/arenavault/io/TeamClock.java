package org.arenavault.io;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Virtual time for threads that work side by side: it moves on only when all of them wait, for time to pass or for
 * each other, to the moment at which the first of them has waited enough. So they wait at the same time, as they would
 * in the world, however long their work takes here.
 */
public final class TeamClock implements Clock {

    private static final Instant START = Instant.parse("2026-01-02T03:04:05.678Z");
    /** How often in a row everybody must be seen waiting: one who has just been woken still looks asleep. */
    private static final int LOOKS = 3;

    private final Set<Thread> outsiders;
    /** Until when the threads wait that wait for time to pass. */
    private final Map<Thread, Long> wakes = new HashMap<>();
    private long nanos;

    /** Time for the thread that asks for it and all that begin after that. */
    public TeamClock() {
        this.outsiders = threads().filter(thread -> thread != Thread.currentThread()).collect(Collectors.toSet());
    }

    private static Stream<Thread> threads() {
        Thread[] all = new Thread[2 * Thread.activeCount() + 16];
        int count = Thread.enumerate(all);
        return Stream.of(all).limit(count);
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
        long wake = nanos + duration.toNanos();
        wakes.put(Thread.currentThread(), wake);
        try {
            for (int looks = 0; nanos < wake; looks = anybodyWorks() ? 0 : looks + 1) {
                if (looks == LOOKS) {
                    nanos = wakes.values().stream().mapToLong(Long::longValue).min().orElseThrow();
                    notifyAll();
                    looks = 0;
                } else {
                    wait(0, 100_000);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting", e);
        } finally {
            wakes.remove(Thread.currentThread());
        }
    }

    private boolean anybodyWorks() {
        return wakes.values().stream().anyMatch(wake -> wake <= nanos)
                || threads().anyMatch(thread -> thread != Thread.currentThread() && !outsiders.contains(thread)
                        && thread.getState() == Thread.State.RUNNABLE);
    }
}
