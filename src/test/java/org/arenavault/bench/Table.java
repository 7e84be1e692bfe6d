package org.arenavault.bench;

import java.util.Arrays;
import java.util.Locale;

/**
 * The rows of the one table that {@code scripts/bench} prints: what; measured, as the median and, in brackets, the
 * least and the greatest; the limit, in the same way; the ratio of the medians.
 */
final class Table {

    /** Smaller and fewer: to see whether everything runs. */
    static final boolean SHORT = Boolean.getBoolean("bench.short");

    /** How often each thing is measured. */
    static final int RUNS = SHORT ? 2 : 5;

    private Table() {
    }

    static void row(String what, String measured, String limit, double ratio) {
        System.out.printf(Locale.ROOT, "| %s | %s | %s | %s |%n", what, measured, limit,
                ratio == 0 ? "" : "%.2f".formatted(ratio));
    }

    /** A row of speeds: how many times as fast as the limit. */
    static void speeds(String what, long bytes, double[] seconds, String limit, double[] limitSeconds) {
        row(what, speed(bytes, seconds), limit + ": " + speed(bytes, limitSeconds),
                median(limitSeconds) / median(seconds));
    }

    /** So many bytes in each of these times. */
    static String speed(long bytes, double[] seconds) {
        return spread("MB/s", Arrays.stream(seconds).map(s -> bytes / s / 1e6).toArray());
    }

    /** Median, least and greatest. */
    static String spread(String unit, double... values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        String format = sorted[0] < 10 ? "%.2f %s (%.2f to %.2f)" : "%.0f %s (%.0f to %.0f)";
        return String.format(Locale.ROOT, format, median(sorted), unit, sorted[0],
                sorted[sorted.length - 1]);
    }

    static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        int half = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
    }
}
