package org.arenavault.cli.history;

import java.util.Optional;
import org.arenavault.history.Day;
import org.arenavault.history.DayChoice;
import org.arenavault.io.UsageException;
import picocli.CommandLine.Option;

/** Which days of a history are copied, or were. */
final class DayOptions {

    @Option(names = "--from", paramLabel = "DAY", defaultValue = "", description = "Not before this day.")
    private String first;

    @Option(names = "--to", paramLabel = "DAY", defaultValue = "", description = "Not after this day.")
    private String last;

    @Option(names = "--every", paramLabel = "PERIOD", defaultValue = "day",
            description = "The first of each day, week or month. Default: ${DEFAULT-VALUE}.")
    private DayChoice.Every every;

    /** The choice. */
    DayChoice choice() throws UsageException {
        return new DayChoice(day(first), day(last), every);
    }

    private static Optional<Day> day(String text) throws UsageException {
        return text.isEmpty() ? Optional.empty() : Optional.of(Day.parse(text));
    }
}
