package org.arenavault.io;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/**
 * Progress as one line that is rewritten in place: what is done, how much of it, rate, time left. Work of less
 * than two seconds leaves no trace.
 */
public final class ProgressLine implements Progress {

    private static final long QUIET = 2_000_000_000L;
    private static final long REFRESH = 200_000_000L;
    private static final String CLEAR = "\r\u001b[K";

    private final PrintStream output;
    private final Clock clock;
    private final int width;
    private final List<Line> lines = new ArrayList<>();
    private long drawnAt;
    private boolean drawn;
    private int held;

    /**
     * A line on a terminal.
     *
     * @param width columns of the terminal
     */
    public ProgressLine(PrintStream output, Clock clock, int width) {
        this.output = output;
        this.clock = clock;
        this.width = width;
    }

    @Override
    public Stage begin(String what, long total) {
        Line line = new Line(what, total, clock.nanos());
        synchronized (this) {
            lines.add(line);
        }
        return line;
    }

    /** Takes the line away, so that something else can be said. */
    public synchronized void clear() {
        if (drawn) {
            output.print(CLEAR);
            output.flush();
            drawn = false;
        }
    }

    /** Takes the line away until {@link #release}: others work on while the operator is asked something. */
    public synchronized void hold() {
        clear();
        held++;
    }

    /** Lets the line be seen again. */
    public synchronized void release() {
        held--;
    }

    private synchronized void draw() {
        long now = clock.nanos();
        if (held > 0 || now - drawnAt < REFRESH) {
            return;
        }
        drawnAt = now;
        StringBuilder text = new StringBuilder();
        for (Line line : lines) {
            if (now - line.begun >= QUIET) {
                text.append(text.length() == 0 ? "" : "; ").append(line.text(now));
            }
        }
        if (text.length() > 0) {
            String line = Plain.line(text.toString());
            int shown = line.offsetByCodePoints(0, Math.min(line.codePointCount(0, line.length()), width - 1));
            output.print(CLEAR + line.substring(0, shown));
            output.flush();
            drawn = true;
        }
    }

    private synchronized void end(Line line) {
        lines.remove(line);
        clear();
    }

    /** How long something takes, for people: "1:23:45" or "2:05". */
    public static String duration(long nanos) {
        long seconds = nanos / 1_000_000_000L;
        return seconds >= 3600 ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
                : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }

    private final class Line implements Stage {

        private final String what;
        private final long total;
        private final long begun;
        private final LongAdder done = new LongAdder();
        private volatile String detail = "";

        Line(String what, long total, long begun) {
            this.what = what;
            this.total = total;
            this.begun = begun;
        }

        @Override
        public void add(long bytes) {
            done.add(bytes);
            draw();
        }

        @Override
        public void detail(String text) {
            detail = text;
        }

        @Override
        public void close() {
            end(this);
        }

        String text(long now) {
            double seconds = (now - begun) / 1e9;
            long sum = done.sum();
            double rate = sum / seconds;
            String share = total > 0 ? " %d%%".formatted(Math.min(100, 100 * sum / total)) : "";
            String left = total > sum && rate > 0
                    ? ", %s left".formatted(duration((long) ((total - sum) / rate * 1e9))) : "";
            return "%s%s, %s%s%s".formatted(what, share, Rate.text((long) rate), left,
                    detail.isEmpty() ? "" : ", " + detail);
        }
    }
}
