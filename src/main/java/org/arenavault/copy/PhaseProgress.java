package org.arenavault.copy;

import java.io.IOException;
import java.time.Duration;
import org.arenavault.io.Clock;
import org.arenavault.io.Progress;
import org.arenavault.io.StopSignal;
import org.arenavault.io.World;

/** Counts what is done, shows it once a second to whoever looks, and keeps to a rate. */
final class PhaseProgress {

    private static final long SHOW = 1_000_000_000L;
    private static final long SHORTEST_SLEEP = 1_000_000L;

    private final Clock clock;
    private final StopSignal stop;
    private final CopyFolder folder;
    private final Progress.Stage stage;
    private final CopyPhase phase;
    private final long rate;
    private final long begun;
    private long shownAt;
    private long done;
    private long doneWhenShown;
    private long lastMark;

    PhaseProgress(World world, CopyFolder folder, Progress.Stage stage, CopyPhase phase, long rate) {
        this.clock = world.clock();
        this.stop = world.stop();
        this.folder = folder;
        this.stage = stage;
        this.phase = phase;
        this.rate = rate;
        this.begun = clock.nanos();
        this.shownAt = begun;
        this.lastMark = begun;
    }

    /** So many bytes more are done; waits if that was faster than it may be. */
    void add(long bytes, long position, long bad) throws IOException {
        done += bytes;
        stage.add(bytes);
        if (rate > 0) {
            long ahead = (long) (done * 1e9 / rate) - (clock.nanos() - begun);
            if (ahead > SHORTEST_SLEEP) {
                stop.sleep(clock, Duration.ofNanos(ahead));
            }
        }
        long now = clock.nanos();
        if (now - shownAt >= SHOW) {
            folder.show(new CopyProgress(phase, position, perSecond(done - doneWhenShown, now - shownAt),
                    perSecond(done, now - begun), bad));
            shownAt = now;
            doneWhenShown = done;
        }
    }

    /** Nanoseconds since this was asked last. */
    long lap() {
        long now = clock.nanos();
        long lap = now - lastMark;
        lastMark = now;
        return lap;
    }

    private static long perSecond(long bytes, long nanos) {
        return nanos <= 0 ? 0 : (long) (bytes * 1e9 / nanos);
    }
}
