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

    /** How close the days lie that are taken. */
    public enum Every { DAY, WEEK, MONTH }

    /** The days of a history that are wanted; of a week or a month it is the first that there is. */
    public List<Day> of(List<Day> days) {
        List<Day> chosen = new ArrayList<>();
        for (Day day : days) {
            boolean inside = from.map(first -> day.compareTo(first) >= 0).orElse(true)
                    && to.map(last -> day.compareTo(last) <= 0).orElse(true);
            boolean next = chosen.isEmpty() || every == Every.DAY
                    || !period(chosen.get(chosen.size() - 1).date()).equals(period(day.date()));
            if (inside && next) {
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
