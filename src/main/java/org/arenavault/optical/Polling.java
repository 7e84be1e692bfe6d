package org.arenavault.optical;

import java.time.Duration;
import org.arenavault.io.Progress;

/**
 * How an operation under way is watched (3.3).
 *
 * @param interval how often the drive is asked
 * @param limit how long in all
 * @param stage where its progress is shown
 */
record Polling(Duration interval, Duration limit, Progress.Stage stage) {

    private static final Duration HALF_A_SECOND = Duration.ofMillis(500);

    /** For a command that finds something else under way. */
    static final Polling ANY = new Polling(HALF_A_SECOND, Duration.ofHours(1), Progress.SILENT.begin("", 0));

    /** An operation that is asked for every half second. */
    static Polling of(Duration limit, Progress.Stage stage) {
        return new Polling(HALF_A_SECOND, limit, stage);
    }

    /** Says how far it has come, in 65536ths. */
    void show(int progress) {
        stage.detail("%d %%".formatted((100 * progress) >> 16));
    }
}
