package org.arenavault.io;

import java.io.PrintStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Progress on a terminal: a line for each stage, with a bar, rate and time left, redrawn in place. Work of less than
 * two seconds leaves no trace.
 */
public final class ProgressLines implements Progress {

    private static final long REFRESH = 200_000_000L;
    private static final long BETWEEN = 500;
    private static final int MOST_LINES = 8;
    private static final String CLEAR_LINE = "\u001b[K";
    private static final String CLEAR_BELOW = "\u001b[J";

    private final PrintStream output;
    private final Clock clock;
    private final IntSupplier columns;
    private final ProgressLine.Signs signs;
    private final List<ProgressLine> stages = new ArrayList<>();
    private List<String> drawn = List.of();
    private long drawnAt;
    private int held;

    /**
     * Lines on a terminal.
     *
     * @param columns of the terminal, asked each time: windows are resized
     * @param charset of the terminal: the bar is drawn with blocks where it has them
     */
    public ProgressLines(PrintStream output, Clock clock, IntSupplier columns, Charset charset) {
        this.output = output;
        this.clock = clock;
        this.columns = columns;
        this.signs = charset.newEncoder().canEncode(ProgressLine.Signs.BLOCKS.bar(2, 50))
                ? ProgressLine.Signs.BLOCKS : ProgressLine.Signs.ASCII;
    }

    /** Draws from now on twice a second, whether or not anything is done: who waits for a drive sees that, too. */
    public void keepDrawn() {
        Thread drawing = new Thread(() -> {
            try {
                while (true) {
                    Thread.sleep(BETWEEN);
                    draw();
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }, "progress");
        drawing.setDaemon(true);
        drawing.start();
    }

    @Override
    public Stage begin(String what, long total) {
        ProgressLine line = new Drawn(what, total);
        synchronized (this) {
            stages.add(line);
        }
        return line;
    }

    /** Takes the lines away, so that something else can be said. */
    public synchronized void clear() {
        if (!drawn.isEmpty()) {
            output.print(toTheTop() + CLEAR_BELOW);
            output.flush();
            drawn = List.of();
        }
    }

    /** Takes the lines away until {@link #release}: others work on while the operator is asked something. */
    public synchronized void hold() {
        clear();
        held++;
    }

    /** Lets the lines be seen again. */
    public synchronized void release() {
        held--;
    }

    private synchronized void draw() {
        long now = clock.nanos();
        if (held > 0 || now - drawnAt < REFRESH) {
            return;
        }
        drawnAt = now;
        // the last column stays free: some terminals begin a new line behind it
        int width = Math.max(1, columns.getAsInt() - 1);
        List<String> lines = stages.stream().filter(stage -> stage.isLong(now)).limit(MOST_LINES)
                .map(stage -> stage.drawn(now, width, signs)).toList();
        if (lines.isEmpty()) {
            return;
        }
        output.print(toTheTop() + String.join(CLEAR_LINE + "\n", lines) + CLEAR_BELOW);
        output.flush();
        drawn = lines;
    }

    /** To the beginning of what was drawn last; where the window has become narrower since, that takes more lines. */
    private String toTheTop() {
        int width = Math.max(1, columns.getAsInt());
        int rows = drawn.stream().mapToInt(line -> 1 + Math.max(0, line.codePointCount(0, line.length()) - 1) / width)
                .sum();
        return rows > 1 ? "\r\u001b[%dA".formatted(rows - 1) : "\r";
    }

    private final class Drawn extends ProgressLine {

        Drawn(String what, long total) {
            super(what, total, clock.nanos());
        }

        @Override
        void moved() {
            draw();
        }

        @Override
        public void close() {
            synchronized (ProgressLines.this) {
                stages.remove(this);
                clear();
            }
        }
    }
}
