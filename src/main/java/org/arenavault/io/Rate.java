package org.arenavault.io;

/** Bytes per second, as measured. */
public final class Rate {

    private static final long SECOND = 1_000_000_000L;

    private Rate() {
    }

    /** The rate of {@code bytes} in {@code nanos} nanoseconds; 0 where no time has passed. */
    public static long of(long bytes, long nanos) {
        return nanos <= 0 ? 0 : (long) ((double) bytes / nanos * SECOND);
    }

    /** "18.2 MB/s", in millions of bytes as makers of drives count; "?" where no time has passed. */
    public static String text(long rate) {
        return rate == 0 ? "? MB/s" : "%.1f MB/s".formatted(rate / 1e6);
    }
}
