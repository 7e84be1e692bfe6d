package org.arenavault.optical;

import java.time.Duration;

/** What a drive does on its own after answering at once, and how long it may take (3.3). */
enum Operation {
    SYNCHRONIZING("writing what is buffered", 500, Duration.ofMinutes(60)),
    CLOSING_TRACK("closing the track", 500, Duration.ofMinutes(60)),
    CLOSING_SESSION("closing the session", 500, Duration.ofMinutes(60)),
    FINALISING("finalising", 500, Duration.ofMinutes(60)),
    FORMATTING("formatting", 1000, Duration.ofHours(3));

    private final String words;
    private final Duration interval;
    private final Duration limit;

    Operation(String words, long millis, Duration limit) {
        this.words = words;
        this.interval = Duration.ofMillis(millis);
        this.limit = limit;
    }

    String text() {
        return words;
    }

    Duration interval() {
        return interval;
    }

    Duration limit() {
        return limit;
    }
}
