package org.arenavault.sets;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When something is due again. */
class IntervalTest {

    @ParameterizedTest
    @CsvSource({"1y,2024-02-29T12:00:00Z,2025-02-28T12:00:00Z", "6m,2026-08-31T00:00:00Z,2027-02-28T00:00:00Z",
        "2w,2026-12-20T01:02:03Z,2027-01-03T01:02:03Z", "1d,2026-12-31T23:59:59Z,2027-01-01T23:59:59Z",
        "999y,1970-01-01T00:00:00Z,2969-01-01T00:00:00Z"})
    void itIsOverOnTheDay(String interval, Instant since, Instant due) throws Exception {
        Interval parsed = Interval.parse(interval);
        assertThat(parsed.after(since)).contains(due);
        assertThat(parsed.isOver(since, due)).isTrue();
        assertThat(parsed.isOver(since, due.minusMillis(1))).isFalse();
    }

    @ParameterizedTest
    @CsvSource("1970-01-01T00:00:00Z,2999-01-01T00:00:00Z")
    void neverIsNeverOver(Instant since, Instant now) throws Exception {
        assertThat(Interval.parse("never").isOver(since, now)).isFalse();
    }
}
