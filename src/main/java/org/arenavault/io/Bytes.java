package org.arenavault.io;

/** Sizes as people write and read them. */
public final class Bytes {

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final String SUFFIXES = "kmgtp";

    private Bytes() {
    }

    /** "1.0 GiB"; whole numbers below 1 KiB. */
    public static String text(long bytes) {
        if (bytes < 1024) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = 0;
        while (value >= 1024 && unit < UNITS.length - 1) {
            value /= 1024;
            unit++;
        }
        return "%.1f %s".formatted(value, UNITS[unit]);
    }

    /**
     * Reads {@code 8192}, {@code 512m} or {@code 1g}; a k is 1024 bytes.
     *
     * @throws UsageException if it is none
     */
    public static long parse(String text) throws UsageException {
        int power = power(text);
        String digits = power == 0 ? text : text.substring(0, text.length() - 1);
        int shift = 10 * power;
        if (!digits.matches("[0-9]{1,18}")
                || Long.parseLong(digits) > Long.MAX_VALUE >> shift) {
            throw new UsageException("'" + text + "' is no size; write it like 8192, 64k, 512m or 1g");
        }
        return Long.parseLong(digits) << shift;
    }

    /** Three digits that count, in the convention of the capacity model, 1 G = 1000 M: {@code 11.8 G}. */
    public static String decimal(double bytes) {
        double value = bytes;
        int power = 0;
        while (value >= 999.5 && power < SUFFIXES.length()) {
            value /= 1000;
            power++;
        }
        if (bytes < 10_000 && bytes == Math.rint(bytes)) {
            return "%.0f".formatted(bytes);
        }
        String digits = value >= 99.95 || value == Math.rint(value) ? "%.0f" : value >= 9.995 ? "%.1f" : "%.2f";
        return (digits + "%s").formatted(value, power == 0 ? "" : " " + "kMGTP".charAt(power - 1));
    }

    /**
     * Reads {@code 100k}, {@code 1.5G} or {@code 2048}; a k is 1000 bytes.
     *
     * @throws UsageException if it is none
     */
    public static double parseDecimal(String text) throws UsageException {
        if (!text.matches("[0-9]{1,15}(\\.[0-9]{1,9})?[kKmMgGtTpP]?")) {
            throw new UsageException("'" + text + "' is no size; write it like 100k, 1.5G or 2T (decimal)");
        }
        int power = power(text);
        String digits = power == 0 ? text : text.substring(0, text.length() - 1);
        return Double.parseDouble(digits) * Math.pow(1000, power);
    }

    /** How often the suffix multiplies; 0 without one. */
    private static int power(String text) {
        return text.isEmpty() ? 0 : SUFFIXES.indexOf(Character.toLowerCase(text.charAt(text.length() - 1))) + 1;
    }
}
