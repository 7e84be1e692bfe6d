package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** A pause ends when the operator asks to stop, however long it was to be. */
class StopSignalTest {

    /** A clock on which nothing takes time but pauses. */
    private static final class Pauses implements Clock {

        private long nanos;

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }

        @Override
        public long nanos() {
            return nanos;
        }

        @Override
        public void sleep(Duration duration) {
            nanos += duration.toNanos();
        }
    }

    @Test
    void aPauseEndsWhenItIsAskedTo() {
        Pauses clock = new Pauses();
        long asked = Duration.ofMillis(350).toNanos();
        StopSignal stop = () -> clock.nanos() >= asked;
        assertThatThrownBy(() -> stop.sleep(clock, Duration.ofSeconds(5))).isInstanceOf(CancelledException.class);
        assertThat(clock.nanos() - asked).isBetween(0L, Duration.ofMillis(100).toNanos());
        assertThatThrownBy(() -> stop.sleep(clock, Duration.ZERO)).isInstanceOf(CancelledException.class);
    }

    @Test
    void aPauseThatNobodyEndsIsAsLongAsItIs() throws CancelledException {
        Pauses clock = new Pauses();
        StopSignal.NEVER.sleep(clock, Duration.ofMillis(1234));
        assertThat(clock.nanos()).isEqualTo(Duration.ofMillis(1234).toNanos());
        StopSignal.NEVER.sleep(clock, Duration.ZERO);
        StopSignal.NEVER.sleep(clock, Duration.ofMillis(-3));
        assertThat(clock.nanos()).isEqualTo(Duration.ofMillis(1234).toNanos());
    }
}
