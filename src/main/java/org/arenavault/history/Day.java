package org.arenavault.history;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.UsageException;

/**
 * A dump: its day and, where there are several on one day, which of them.
 *
 * @param date of the dump
 * @param number 0 for the first of the day, then 1, 2, ...
 */
public record Day(LocalDate date, int number) implements Comparable<Day> {

    private static final Pattern YEAR = Pattern.compile("[0-9]{4}");
    /** {@code 0611}, {@code 0611.1} as fossil writes it, {@code 06111} as a dump file server does. */
    private static final Pattern NAME = Pattern.compile("([0-9]{2})([0-9]{2})(?:\\.?([1-9][0-9]{0,5}))?");
    private static final Comparator<Day> ORDER = Comparator.comparing(Day::date).thenComparing(Day::number);

    /** The day that folder {@code name} in the folder {@code year} is; empty if it is none. */
    public static Optional<Day> of(String year, String name) {
        Matcher matcher = NAME.matcher(name);
        if (!YEAR.matcher(year).matches() || !matcher.matches()) {
            return Optional.empty();
        }
        try {
            LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(matcher.group(1)),
                    Integer.parseInt(matcher.group(2)));
            return Optional.of(new Day(date, matcher.group(3) == null ? 0 : Integer.parseInt(matcher.group(3))));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /**
     * Reads {@code YYYY/MMDD[.n]}.
     *
     * @throws UsageException if it is no day
     */
    public static Day parse(String text) throws UsageException {
        int slash = text.indexOf('/');
        return Optional.of(text).filter(whole -> slash > 0)
                .flatMap(whole -> of(whole.substring(0, slash), whole.substring(slash + 1)))
                .orElseThrow(() -> new UsageException("'" + text + "' is no day; write it like 2004/0611 or "
                        + "2004/0611.1"));
    }

    /** The name of the folder of its year. */
    public String year() {
        return "%04d".formatted(date.getYear());
    }

    /** Its own name in that folder, as fossil writes it. */
    public String name() {
        return "%02d%02d%s".formatted(date.getMonthValue(), date.getDayOfMonth(), number == 0 ? "" : "." + number);
    }

    /** Midnight of the day in standard time, whatever the season, in seconds since 1970. */
    public long midnight(ZoneId zone) {
        Instant asUtc = date.atStartOfDay(ZoneId.of("UTC")).toInstant();
        return asUtc.getEpochSecond() - zone.getRules().getStandardOffset(asUtc).getTotalSeconds();
    }

    @Override
    public int compareTo(Day other) {
        return ORDER.compare(this, other);
    }

    /** {@code YYYY/MMDD[.n]}. */
    @Override
    public String toString() {
        return year() + "/" + name();
    }
}
