package org.arenavault.fossil;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How full the partition of a file system is, as its console says it to {@code df}.
 *
 * @param system the file system's name
 * @param used bytes of blocks that are in use
 * @param total bytes of all blocks
 */
public record DiskUse(String system, long used, long total) {

    /** As fossil's 9fsys.c prints it; some print no commas. */
    private static final Pattern LINE = Pattern.compile("\\s*([A-Za-z0-9_.-]{1,64}): ([0-9,]{1,24}) used "
            + "\\+ [0-9,]{1,24} free = ([0-9,]{1,24})\\b.*");

    /** What a line says; empty if it is none of these. */
    static Optional<DiskUse> of(String line) {
        Matcher matcher = LINE.matcher(line);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        try {
            DiskUse use = new DiskUse(matcher.group(1), number(matcher.group(2)), number(matcher.group(3)));
            return use.total > 0 && use.used <= use.total ? Optional.of(use) : Optional.empty();
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static long number(String digits) {
        return Long.parseLong(digits.replace(",", ""));
    }

    /** Bytes that are free. */
    public long free() {
        return total - used;
    }

    /** The share that is free, in per cent. */
    public double freePercent() {
        return 100.0 * free() / total;
    }
}
