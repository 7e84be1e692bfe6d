package org.arenavault.sets;

import java.time.Instant;
import java.time.Period;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;

/**
 * How often something is due, as the operator says it: a number of days, weeks, months or years, or never.
 *
 * @param text {@code 90d}, {@code 26w}, {@code 6m}, {@code 1y}, {@code never}
 */
public record Interval(String text) {

    /** What can be said. */
    static final String ALLOWED = "a number from 1 to 999 and d, w, m or y (90d, 26w, 6m, 1y), or never";

    private static final String NEVER = "never";
    private static final Pattern FORM = Pattern.compile("([1-9][0-9]{0,2})([dwmy])");

    /**
     * Parses what the operator says.
     *
     * @throws UsageException if it is no interval; what is allowed is said
     */
    public static Interval parse(String text) throws UsageException {
        if (!text.equals(NEVER) && !FORM.matcher(text).matches()) {
            throw new UsageException("'%s' is no interval: %s".formatted(Plain.field(text), ALLOWED));
        }
        return new Interval(text);
    }

    /** When what was done last at {@code time} is due again, in whole days of UTC; empty if it never is. */
    public Optional<Instant> after(Instant time) {
        Matcher parts = FORM.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int count = Integer.parseInt(parts.group(1));
        Period period = switch (parts.group(2)) {
            case "d" -> Period.ofDays(count);
            case "w" -> Period.ofWeeks(count);
            case "m" -> Period.ofMonths(count);
            default -> Period.ofYears(count);
        };
        return Optional.of(time.atOffset(ZoneOffset.UTC).plus(period).toInstant());
    }

    /** Whether what was done last at {@code time} is due again at {@code now}. */
    public boolean isOver(Instant time, Instant now) {
        return after(time).filter(due -> !due.isAfter(now)).isPresent();
    }

    @Override
    public String toString() {
        return text;
    }
}
