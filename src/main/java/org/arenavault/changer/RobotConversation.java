package org.arenavault.changer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import org.arenavault.drivers.RobotLine;
import org.arenavault.drivers.RobotReply;
import org.arenavault.io.ByteLine;
import org.arenavault.io.Clock;

/**
 * Commands and answers on the line to a robot, framed as its description says (optical 7.3). What comes is bounded in
 * length and time, whatever the robot sends.
 */
final class RobotConversation implements Closeable {

    /** Bytes of an answer at the most. */
    static final int LONGEST = 1024;

    private static final int MOST_REMAINS = 64 * 1024;
    private static final Duration SHORTLY = Duration.ofSeconds(2);
    private static final int LONGEST_QUIET_MILLIS = 30_000;

    private final ByteLine line;
    private final RobotLine framing;
    private final RobotReply rules;
    private final Clock clock;
    private final byte[] received = new byte[256];
    private int from;
    private int to;

    RobotConversation(ByteLine line, RobotLine framing, RobotReply rules, Clock clock) {
        this.line = line;
        this.framing = framing;
        this.rules = rules;
        this.clock = clock;
    }

    /**
     * What came of waiting for an answer.
     *
     * @param text the answer without its end; as much of it as came
     * @param fault what was wrong with it: it did not come, or not to an end; empty if nothing was
     */
    record Answer(String text, String fault) {
    }

    /**
     * Sends a command.
     *
     * @return what was wrong with how it was taken; empty if nothing was
     */
    String send(byte[] command) throws IOException {
        if (!becomesQuiet()) {
            return "does not stop talking";
        }
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.writeBytes(framing.prefix().getBytes(ISO_8859_1));
        frame.writeBytes(command);
        frame.writeBytes(framing.terminator().getBytes(ISO_8859_1));
        if (!framing.echo() && framing.charack().isEmpty() && framing.interchar() == 0) {
            line.write(frame.toByteArray());
            return "";
        }
        for (byte b : frame.toByteArray()) {
            line.write(new byte[] {b});
            if (framing.echo() && next(SHORTLY) != (b & 0xFF)) {
                return "does not send back what it is sent; a byte was lost, or this is another robot";
            }
            if (!framing.charack().isEmpty() && !framing.charack().contains(next(SHORTLY))) {
                return "does not acknowledge what it is sent; a byte was lost, or this is another robot";
            }
            if (framing.interchar() > 0) {
                clock.sleep(Duration.ofMillis(framing.interchar()));
            }
        }
        return "";
    }

    /** Drops what came unasked, until nothing has come for a while; false if that goes on and on. */
    private boolean becomesQuiet() throws IOException {
        from = to;
        int dropped = 0;
        long begun = clock.nanos();
        while (line.read(received, Duration.ofMillis(framing.quiet())) > 0) {
            dropped += received.length;
            if (dropped > MOST_REMAINS || clock.nanos() - begun > Duration.ofMillis(LONGEST_QUIET_MILLIS).toNanos()) {
                return false;
            }
        }
        return true;
    }

    /**
     * Waits for an answer.
     *
     * @param length its bytes, where they are others than usual; else 0
     */
    Answer answer(Duration patience, int length) throws IOException {
        long end = clock.nanos() + patience.toNanos();
        int wanted = length > 0 ? length : rules.length();
        StringBuilder text = new StringBuilder();
        while (text.length() < LONGEST) {
            boolean idles = wanted == 0 && rules.idleMillis() > 0 && !text.isEmpty();
            Duration left = Duration.ofNanos(end - clock.nanos());
            int next = left.isNegative() ? -1 : next(idles ? Duration.ofMillis(rules.idleMillis()) : left);
            if (next < 0) {
                return idles && !left.isNegative() ? new Answer(text.toString(), "")
                        : new Answer(text.toString(), "did not answer in %d s%s".formatted(
                                patience.plusMillis(999).toSeconds(),
                                text.isEmpty() ? "" : "; all that came is '" + printable(text.toString()) + "'"));
            }
            text.append((char) next);
            if (text.length() == wanted) {
                return new Answer(text.toString(), "");
            }
            if (wanted == 0 && !rules.end().isEmpty() && text.indexOf(rules.end()) >= 0) {
                return new Answer(text.substring(0, text.length() - rules.end().length()), "");
            }
        }
        return new Answer(text.toString(), "answers without end; is the speed of the line right?");
    }

    /** The next byte; -1 if none comes in time. */
    private int next(Duration patience) throws IOException {
        if (from == to) {
            from = 0;
            to = line.read(received, patience);
        }
        return from < to ? received[from++] & 0xFF : -1;
    }

    /** A robot's words for people. */
    static String printable(String text) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < Math.min(text.length(), 64); i++) {
            char c = text.charAt(i);
            shown.append(c >= ' ' && c <= '~' ? String.valueOf(c) : "\\x%02X".formatted((int) c));
        }
        return shown.toString();
    }

    @Override
    public void close() throws IOException {
        line.close();
    }
}
