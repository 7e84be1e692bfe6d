package org.arenavault.report.capacity;

import java.util.Locale;
import org.arenavault.io.UsageException;

/** Sizes in the convention of the capacity model: 1 G = 1000 M = 10^6 k, fractions allowed. */
public final class DecimalSize {

    private static final String SUFFIXES = "kMGTP";

    private DecimalSize() {
    }

    /**
     * Parses {@code 100k}, {@code 1.5G} or {@code 2048}.
     *
     * @throws UsageException if it is none
     */
    public static double parse(String text) throws UsageException {
        if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,9})?[kKmMgGtTpP]?")) {
            throw new UsageException("'" + text + "' is no size; write it like 100k, 1.5G or 2T (decimal)");
        }
        int power = SUFFIXES.toLowerCase(Locale.ROOT).indexOf(Character.toLowerCase(text.charAt(text.length() - 1)));
        String digits = power < 0 ? text : text.substring(0, text.length() - 1);
        return Double.parseDouble(digits) * Math.pow(1000, power + 1.0);
    }

    /** Three digits that count: {@code 11.8 G}. */
    public static String text(double bytes) {
        double value = bytes;
        int power = -1;
        while (value >= 999.5 && power < SUFFIXES.length() - 1) {
            value /= 1000;
            power++;
        }
        if (bytes < 10_000 && bytes == Math.rint(bytes)) {
            return "%.0f".formatted(bytes);
        }
        String digits = value >= 99.95 || value == Math.rint(value) ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
        return (digits + "%s").formatted(value, power < 0 ? "" : " " + SUFFIXES.charAt(power));
    }
}
