package org.arenavault.scsi.emulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.arenavault.io.CancelledException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class VirtualClockTest {

    private final VirtualClock clock = new VirtualClock();

    @Test
    void aLoneThreadDoesNotWait() throws Exception {
        clock.sleep(Duration.ofDays(3));
        assertThat(Duration.ofNanos(clock.nanos())).isEqualTo(Duration.ofDays(3));
        assertThat(clock.now()).hasToString("2026-01-05T03:04:05Z");
    }

    @Test
    @Timeout(20)
    void timePassesOnlyWhenAllSleep() throws Exception {
        List<String> order = Collections.synchronizedList(new ArrayList<>());
        ExecutorService pool = Executors.newFixedThreadPool(2);
        clock.join();
        clock.join();
        try {
            Future<?> slow = pool.submit(() -> sleeper(order, "slow", 5));
            Future<?> fast = pool.submit(() -> sleeper(order, "fast", 2));
            slow.get();
            fast.get();
        } finally {
            pool.shutdownNow();
        }
        assertThat(order).containsExactly("fast 2", "fast 4", "slow 5", "fast 6", "slow 10", "slow 15");
    }

    private Void sleeper(List<String> order, String name, int seconds) throws CancelledException {
        for (int i = 0; i < 3; i++) {
            clock.sleep(Duration.ofSeconds(seconds));
            order.add(name + " " + clock.nanos() / 1_000_000_000L);
        }
        clock.leave();
        return null;
    }

    @Test
    void anInterruptedSleeperIsCancelled() {
        clock.join();
        clock.join();
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> clock.sleep(Duration.ofSeconds(1))).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void anInstantClockSkipsItsSleeps() throws Exception {
        InstantClock instant = new InstantClock();
        long before = instant.nanos();
        instant.sleep(Duration.ofHours(1));
        assertThat(instant.nanos() - before).isGreaterThanOrEqualTo(Duration.ofHours(1).toNanos())
                .isLessThan(Duration.ofHours(2).toNanos());
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> instant.sleep(Duration.ZERO)).isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).isTrue();
    }
}
