package org.arenavault.report.json;

import com.fasterxml.jackson.annotation.JsonTypeName;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;
import org.arenavault.io.Clock;
import org.arenavault.io.Progress;
import org.arenavault.io.Rate;
import org.arenavault.io.Terminal;

/** Progress for programs: a JSON object a line, when a stage begins, once a second, and when it ends. */
public final class ProgressReports implements Progress {

    private static final long REFRESH = 1_000_000_000L;

    private final Terminal terminal;
    private final Clock clock;

    /** On the lines that otherwise the operator reads. */
    public ProgressReports(Terminal terminal, Clock clock) {
        this.terminal = terminal;
        this.clock = clock;
    }

    /** How far a stage is. */
    private enum State { BEGUN, UNDER_WAY, ENDED }

    /** A line; the total is absent where nobody knows it, the rate until time has passed. */
    @JsonTypeName("arenavault.progress.1")
    private record Line(String stage, State state, long bytes, Optional<Long> totalBytes,
                        Optional<Long> bytesPerSecond, String detail) implements Report {
    }

    @Override
    public Stage begin(String what, long total) {
        return new Told(what, total);
    }

    private final class Told implements Stage {

        private final String what;
        private final long total;
        private final long begun = clock.nanos();
        private final LongAdder done = new LongAdder();
        private volatile String detail = "";
        private long toldAt = begun;

        Told(String what, long total) {
            this.what = what;
            this.total = total;
            tell(State.BEGUN);
        }

        @Override
        public void add(long bytes) {
            done.add(bytes);
            if (isDue()) {
                tell(State.UNDER_WAY);
            }
        }

        @Override
        public void detail(String text) {
            detail = text;
        }

        @Override
        public void close() {
            tell(State.ENDED);
        }

        private synchronized boolean isDue() {
            long now = clock.nanos();
            boolean due = now - toldAt >= REFRESH;
            toldAt = due ? now : toldAt;
            return due;
        }

        private void tell(State state) {
            long bytes = done.sum();
            terminal.print(ReportJson.line(new Line(what, state, bytes, known(total),
                    known(Rate.of(bytes, clock.nanos() - begun)), detail)));
        }
    }

    private static Optional<Long> known(long number) {
        return Optional.of(number).filter(known -> known > 0);
    }
}
