package org.arenavault.history;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.time.temporal.WeekFields;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Which days of a history are wanted.
 *
 * @param from the first one; without it from the oldest
 * @param to the last one; without it to the newest
 * @param every how many of them
 */
public record DayChoice(Optional<Day> from, Optional<Day> to, Every every) {

    /** Every day that there is. */
    public static final DayChoice ALL = new DayChoice(Optional.empty(), Optional.empty(), Every.DAY);

    /** How close the days lie that are taken. */
    public enum Every { DAY, WEEK, MONTH }

    /** Whether a day lies between the first and the last one. */
    boolean spans(Day day) {
        return from.map(first -> day.compareTo(first) >= 0).orElse(true)
                && to.map(last -> day.compareTo(last) <= 0).orElse(true);
    }

    /** The days of a history that are wanted; of a week or a month it is the first that there is. */
    public List<Day> of(List<Day> days) {
        List<Day> chosen = new ArrayList<>();
        for (Day day : days) {
            boolean next = chosen.isEmpty() || every == Every.DAY
                    || !period(chosen.get(chosen.size() - 1).date()).equals(period(day.date()));
            if (spans(day) && next) {
                chosen.add(day);
            }
        }
        return chosen;
    }

    private LocalDate period(LocalDate date) {
        return every == Every.MONTH ? date.withDayOfMonth(1)
                : date.minus(date.get(WeekFields.ISO.dayOfWeek()) - 1L, ChronoUnit.DAYS);
    }
}
