package org.arenavault.scsi.emulator;

import java.time.Duration;

/**
 * How long things take in an emulated drive ({@code optical-emulator.md} 10). Off by default.
 *
 * @param spinUp from a closed tray to a ready medium
 * @param load closing the tray
 * @param eject opening it
 * @param seek to another address
 * @param layerSeek more for another layer
 * @param closeTrack closing a track; five seconds on BD
 * @param closeSession closing a session
 * @param finalise finalising a disc
 * @param format formatting
 * @param calibration power calibration, and crossing into the next layer
 * @param readX reading speed in multiples of 1x; 0: no time at all
 * @param writeX the fastest writing speed; the medium may allow less; 0: no time at all
 * @param factor how much faster than that the clock is to run
 */
public record Timing(Duration spinUp, Duration load, Duration eject, Duration seek, Duration layerSeek,
                     Duration closeTrack, Duration closeSession, Duration finalise, Duration format,
                     Duration calibration, double readX, double writeX, double factor) {

    /** Everything happens at once. */
    public static final Timing INSTANT = new Timing(Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO,
            Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, Duration.ZERO, 0, 0, 1);

    /** As slow as the real thing. */
    public static final Timing REAL = new Timing(Duration.ofSeconds(8), Duration.ofSeconds(5), Duration.ofSeconds(3),
            Duration.ofMillis(120), Duration.ofMillis(100), Duration.ofSeconds(5), Duration.ofSeconds(20),
            Duration.ofSeconds(120), Duration.ofSeconds(10), Duration.ofSeconds(20), 6, 12, 1);

    /** The same, so many times faster: for demonstrations. */
    public Timing faster(double times) {
        return new Timing(spinUp, load, eject, seek, layerSeek, closeTrack, closeSession, finalise, format, calibration,
                readX, writeX, factor * times);
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
