package org.arenavault.manual;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a terminal showed, and when. */
final class Recording {

    static final int COLUMNS = 80;
    /** Nobody waits longer in a picture. */
    private static final long LONGEST_WAIT_MILLIS = 1000;
    /** It plays so many times as fast. */
    private static final int HASTE = 4;
    /** Nobody sees what stands for less. */
    private static final long SHORTEST_MILLIS = 500;

    private final Screen screen = new Screen(COLUMNS);
    private final List<Frame> frames = new ArrayList<>();
    private long now;

    /**
     * @param at when it was shown, in milliseconds from the beginning
     */
    private record Frame(long at, List<String> lines) {
    }

    /**
     * A line that stood for a while.
     *
     * @param row counted from 0
     * @param from when it came, in milliseconds
     * @param to when it went; -1 if it stayed
     */
    record Line(int row, String text, long from, long to) {
    }

    /**
     * Something was shown.
     *
     * @param millis how long after what was shown before
     */
    void show(String text, long millis) {
        now += Math.min(millis / HASTE, LONGEST_WAIT_MILLIS);
        screen.show(text);
        long last = frames.isEmpty() ? -SHORTEST_MILLIS : frames.get(frames.size() - 1).at();
        boolean soon = now - last < SHORTEST_MILLIS;
        if (soon) {
            frames.remove(frames.size() - 1);
        }
        frames.add(new Frame(soon ? last : now, screen.lines()));
    }

    /** How long it takes. */
    long millis() {
        return now;
    }

    /** How many lines it needs. */
    int rows() {
        return frames.stream().mapToInt(frame -> frame.lines().size()).max().orElse(0);
    }

    /** What stands there in the end. */
    List<String> last() {
        return screen.lines();
    }

    /** All lines that ever stood there, in the order in which they came. */
    List<Line> lines() {
        List<Line> all = new ArrayList<>();
        Map<Integer, Line> standing = new HashMap<>();
        for (Frame frame : frames) {
            for (int row = 0; row < rows(); row++) {
                String text = row < frame.lines().size() ? frame.lines().get(row) : "";
                Line line = standing.get(row);
                if (line != null && !line.text().equals(text)) {
                    all.set(all.indexOf(line), new Line(row, line.text(), line.from(), frame.at()));
                    standing.remove(row);
                }
                if (!text.isEmpty() && !standing.containsKey(row)) {
                    Line begun = new Line(row, text, frame.at(), -1);
                    standing.put(row, begun);
                    all.add(begun);
                }
            }
        }
        return all;
    }
}
