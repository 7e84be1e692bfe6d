package org.arenavault.changer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.arenavault.io.ByteLine;
import org.arenavault.io.ManualClock;
import org.arenavault.io.OperatorNeededException;

/** A line at whose other end the next answer of a list is given for each command; a wait passes on a manual clock. */
public final class ScriptedRobot implements ByteLine {

    /** Instead of an answer: the cable is pulled. */
    static final String GONE = "gone";

    private final ManualClock clock;
    private final Deque<String> answers = new ArrayDeque<>();
    private final List<String> sent = new ArrayList<>();
    private String saying = "";
    private boolean closed;

    /** A line whose waits pass on this clock. */
    public ScriptedRobot(ManualClock clock) {
        this.clock = clock;
    }

    /** What it answers next, one for each command. */
    public ScriptedRobot answers(String... next) {
        answers.addAll(List.of(next));
        return this;
    }

    /** The line, opened once more. */
    ScriptedRobot again() {
        closed = false;
        return this;
    }

    /** What was sent since the last time. */
    List<String> sent() {
        List<String> all = List.copyOf(sent);
        sent.clear();
        return all;
    }

    @Override
    public String name() {
        return "line";
    }

    @Override
    public void write(byte[] bytes) throws OperatorNeededException {
        requireOpen();
        sent.add(new String(bytes, ISO_8859_1));
        String next = answers.isEmpty() ? "" : answers.remove();
        if (next.equals(GONE)) {
            throw gone();
        }
        saying += next;
    }

    @Override
    public int read(byte[] into, Duration patience) throws OperatorNeededException {
        requireOpen();
        int count = Math.min(into.length, saying.length());
        System.arraycopy(saying.getBytes(ISO_8859_1), 0, into, 0, count);
        saying = saying.substring(count);
        if (count == 0) {
            clock.sleep(patience);
        }
        return count;
    }

    private void requireOpen() throws OperatorNeededException {
        if (closed) {
            throw gone();
        }
    }

    private static OperatorNeededException gone() {
        return new OperatorNeededException(OperatorNeededException.Need.GONE, "line: the serial line is gone");
    }

    @Override
    public void close() {
        closed = true;
        sent.add("closed");
    }
}
