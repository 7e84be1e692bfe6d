package org.arenavault.report.page;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Times on pages: of UTC, since a page is read in another place and year than it was made. */
final class PageTime {

    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'").withZone(ZoneOffset.UTC);

    private PageTime() {
    }

    /** "2026-11-30 04:05 UTC". */
    static String minute(Instant time) {
        return MINUTE.format(time);
    }

    /** "2026-11-30", or "never" for the epoch, which stands for that. */
    static String day(Instant time) {
        return time.equals(Instant.EPOCH) ? "never" : LocalDate.ofInstant(time, ZoneOffset.UTC).toString();
    }
}
