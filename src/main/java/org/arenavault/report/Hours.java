package org.arenavault.report;

import java.time.Duration;

/** How long something takes, in words. */
public final class Hours {

    private static final long MINUTE = 60;
    private static final long HOUR = 60 * MINUTE;

    private Hours() {
    }

    /** "1:02:03", to the second. */
    public static String exact(Duration took) {
        return "%d:%02d:%02d".formatted(took.toHours(), took.toMinutesPart(), took.toSecondsPart());
    }

    /** "11 h", "25 min", "40 s": as exactly as a forecast can be. */
    public static String about(Duration took) {
        long seconds = Math.max(1, took.toSeconds());
        if (seconds < 2 * MINUTE) {
            return "%d s".formatted(seconds);
        }
        return seconds < 2 * HOUR ? "%d min".formatted(Math.round((double) seconds / MINUTE))
                : "%d h".formatted(Math.round((double) seconds / HOUR));
    }
}
