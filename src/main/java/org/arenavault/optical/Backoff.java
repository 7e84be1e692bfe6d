package org.arenavault.optical;

import java.time.Duration;

/** How long to wait before a command is issued again: the classes of 3.1. */
enum Backoff {
    /** For what passes in moments: a full buffer. */
    SHORT(25, 500) {
        @Override
        long grown(long millis) {
            return 2 * millis;
        }
    },
    /** For what takes its time. */
    STEADY(500, 500) {
        @Override
        long grown(long millis) {
            return millis;
        }
    },
    /** For what may need a rest. */
    LONG(1000, 5000) {
        @Override
        long grown(long millis) {
            return millis + 1000;
        }
    };

    private final long first;
    private final long longest;

    Backoff(long first, long longest) {
        this.first = first;
        this.longest = longest;
    }

    abstract long grown(long millis);

    /** The pause before attempt {@code attempt}, counted from 0. */
    Duration pause(int attempt) {
        long millis = first;
        for (int i = 0; i < attempt && millis < longest; i++) {
            millis = grown(millis);
        }
        return Duration.ofMillis(Math.min(millis, longest));
    }
}
