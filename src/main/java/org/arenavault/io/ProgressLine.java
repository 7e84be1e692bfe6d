package org.arenavault.io;

import java.util.concurrent.atomic.LongAdder;

/** How far one stage of work has come, and the line that says so. Safe for several threads. */
public abstract class ProgressLine implements Progress.Stage {

    private static final long QUIET = 2_000_000_000L;
    private static final int SHORTEST_BAR = 6;
    private static final int LONGEST_BAR = 40;

    private final String what;
    private final long total;
    private final long begun;
    private final LongAdder done = new LongAdder();
    private volatile String detail = "";
    private volatile long oneX;

    /** What the bar of a line is made of. */
    enum Signs {
        BLOCKS("\u2588", "\u2591"), ASCII("#", ".");

        private final String done;
        private final String left;

        Signs(String done, String left) {
            this.done = done;
            this.left = left;
        }

        String bar(int length, int percent) {
            int full = length * percent / 100;
            return done.repeat(full) + left.repeat(length - full);
        }
    }

    /**
     * A stage.
     *
     * @param total its size in bytes; 0 where it is not known
     * @param begun when, in the nanoseconds of its clock
     */
    ProgressLine(String what, long total, long begun) {
        this.what = what;
        this.total = total;
        this.begun = begun;
    }

    @Override
    public final void add(long bytes) {
        done.add(bytes);
        moved();
    }

    /** More was done: the line may be shown again. */
    abstract void moved();

    @Override
    public final void detail(String text) {
        detail = text;
    }

    @Override
    public final void oneX(long bytesPerSecond) {
        oneX = bytesPerSecond;
    }

    /** Work of less than two seconds leaves no trace. */
    boolean isLong(long now) {
        return now - begun >= QUIET;
    }

    /** "verifying home-001 track 7, 42%, 18.2 MB/s (4.0x), 2:05 left, buffer 97%". */
    String text(long now) {
        long rate = rate(now);
        String share = total > 0 ? ", %d%%".formatted(percent()) : "";
        String speed = oneX > 0 ? " (%.1fx)".formatted(rate / (double) oneX) : "";
        return what + share + (rate > 0 ? ", " + Rate.text(rate) + speed : "") + left(rate, ", ") + apart(detail, ", ");
    }

    /**
     * The same with a bar, in so many columns; what has no room is left out, the least important first.
     *
     * @param columns that it may take
     */
    String drawn(long now, int columns, Signs signs) {
        long rate = rate(now);
        String speed = "%10s".formatted(rate > 0 ? Rate.text(rate) : "")
                + (oneX > 0 && rate > 0 ? " %5s".formatted("%.1fx".formatted(rate / (double) oneX)) : "");
        String figures = speed + "%14s".formatted(left(rate, ""));
        String name = Plain.line(what);
        String more = apart(Plain.line(detail), "  ");
        if (total > 0) {
            int room = columns - length(name) - figures.length() - " [] 100% ".length();
            int bar = Math.min(LONGEST_BAR, room - length(more) < SHORTEST_BAR ? room : room - length(more));
            figures = (bar < SHORTEST_BAR ? "" : "[%s]".formatted(signs.bar(bar, percent())))
                    + " %3d%% %s".formatted(percent(), figures);
        }
        String line = name + " " + figures;
        line = length(line) + length(more) <= columns ? line + more : line;
        line = line.stripTrailing();
        return line.substring(0, line.offsetByCodePoints(0, Math.min(length(line), columns)));
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String apart(String text, String separator) {
        return text.isEmpty() ? "" : separator + text;
    }

    private long rate(long now) {
        return Rate.of(done.sum(), now - begun);
    }

    private int percent() {
        return (int) Math.min(100, 100.0 * done.sum() / total);
    }

    private String left(long rate, String before) {
        long left = total - done.sum();
        return left > 0 && rate > 0 ? before + duration((long) ((double) left / rate * 1e9)) + " left" : "";
    }

    /** How long something takes, for people: "1:23:45" or "2:05". */
    public static String duration(long nanos) {
        long seconds = nanos / 1_000_000_000L;
        return seconds >= 3600 ? "%d:%02d:%02d".formatted(seconds / 3600, seconds / 60 % 60, seconds % 60)
                : "%d:%02d".formatted(seconds / 60, seconds % 60);
    }
}
