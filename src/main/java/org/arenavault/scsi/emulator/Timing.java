package org.arenavault.scsi.emulator;

import java.time.Duration;

/**
 * How long things take in an emulated drive ({@code optical-emulator.md} 10). Off by default.
 *
 * @param tray what the tray takes
 * @param seeking what it takes to get to another address
 * @param steps what the steps of recording take
 * @param readX reading speed in multiples of 1x; 0: no time at all
 * @param writeX the fastest writing speed; the medium may allow less; 0: no time at all
 * @param factor how much faster than that the clock is to run
 */
public record Timing(Tray tray, Seeking seeking, Steps steps, double readX, double writeX, double factor) {

    /**
     * What the tray takes.
     *
     * @param spinUp from a closed tray to a ready medium
     * @param load closing it
     * @param eject opening it
     */
    public record Tray(Duration spinUp, Duration load, Duration eject) {

        static final Tray NOTHING = new Tray(Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /**
     * What it takes to get to another address.
     *
     * @param address anywhere
     * @param layer more for another layer
     */
    public record Seeking(Duration address, Duration layer) {

        static final Seeking NOTHING = new Seeking(Duration.ZERO, Duration.ZERO);
    }

    /**
     * What the steps of recording take.
     *
     * @param closeTrack closing a track; five seconds on BD
     * @param closeSession closing a session
     * @param finalise finalising a disc
     * @param format formatting
     * @param calibration power calibration, and crossing into the next layer
     */
    public record Steps(Duration closeTrack, Duration closeSession, Duration finalise, Duration format,
                        Duration calibration) {

        static final Steps NOTHING =
                new Steps(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO);
    }

    /** Everything happens at once. */
    public static final Timing INSTANT = new Timing(Tray.NOTHING, Seeking.NOTHING, Steps.NOTHING, 0, 0, 1);

    /** As slow as the real thing. */
    public static final Timing REAL = new Timing(
            new Tray(Duration.ofSeconds(8), Duration.ofSeconds(5), Duration.ofSeconds(3)),
            new Seeking(Duration.ofMillis(120), Duration.ofMillis(100)),
            new Steps(Duration.ofSeconds(5), Duration.ofSeconds(20), Duration.ofSeconds(120), Duration.ofSeconds(10),
                    Duration.ofSeconds(20)), 6, 12, 1);

    /** Nothing but writing takes time. */
    public static Timing ofWriting(double writeX, double factor) {
        return new Timing(Tray.NOTHING, Seeking.NOTHING, Steps.NOTHING, 0, writeX, factor);
    }

    /** One that reads and writes at a speed, and whose steps take just so long that a person sees them. */
    static Timing atSpeed(double speed) {
        return new Timing(new Tray(Duration.ofSeconds(2), Duration.ofSeconds(1), Duration.ofSeconds(1)),
                REAL.seeking(), new Steps(Duration.ofSeconds(1), Duration.ofSeconds(2), Duration.ofSeconds(5),
                        Duration.ofSeconds(2), Duration.ofSeconds(1)), speed, speed, 1);
    }

    /** {@code duration} as the clock is to run it. */
    long nanos(Duration duration) {
        return (long) (duration.toNanos() / factor);
    }

    /** True if moving data takes no time. */
    boolean instantTransfer() {
        return writeX == 0;
    }

    /** Nanoseconds that {@code bytes} take at {@code speed} kB/s. */
    long transferNanos(long bytes, double speed) {
        return (long) ((double) bytes * 1e6 / speed / factor);
    }

    /** Bytes that {@code nanos} suffice for at {@code speed} kB/s. */
    long bytesIn(long nanos, double speed) {
        return (long) ((double) nanos * factor * speed / 1e6);
    }
}
