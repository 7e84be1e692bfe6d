package org.arenavault.copy;

import java.util.Locale;
import java.util.Optional;

/**
 * Where a worker is.
 *
 * @param phase what it is at
 * @param position the byte of the source, or of the destination when that is read back
 * @param current bytes a second, lately
 * @param mean bytes a second, since it began or was resumed
 * @param bad bytes found bad so far
 */
public record CopyProgress(CopyPhase phase, long position, long current, long mean, long bad) {

    private static final int FIELDS = 5;

    String toText() {
        return "%s %d %d %d %d%n".formatted(phase.name().toLowerCase(Locale.ROOT), position, current, mean, bad);
    }

    /** Reads it back; empty if it is nothing of the kind. */
    static Optional<CopyProgress> parse(String text) {
        String[] fields = text.strip().split(" ");
        boolean known = fields.length == FIELDS && (fields[0].equals("copying") || fields[0].equals("verifying"));
        for (int i = 1; i < FIELDS && known; i++) {
            known = fields[i].matches("[0-9]{1,18}");
        }
        if (!known) {
            return Optional.empty();
        }
        return Optional.of(new CopyProgress(CopyPhase.valueOf(fields[0].toUpperCase(Locale.ROOT)),
                Long.parseLong(fields[1]), Long.parseLong(fields[2]), Long.parseLong(fields[3]),
                Long.parseLong(fields[4])));
    }
}
