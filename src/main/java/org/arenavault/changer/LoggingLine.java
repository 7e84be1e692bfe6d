package org.arenavault.changer;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import org.arenavault.io.ByteLine;

/**
 * A line to a robot that writes down what goes over it.
 *
 * @param inner the line
 * @param log flushed after every line and closed by its owner
 */
public record LoggingLine(ByteLine inner, PrintWriter log) implements ByteLine {

    @Override
    public String name() {
        return inner.name();
    }

    @Override
    public void write(byte[] bytes) throws IOException {
        inner.write(bytes);
        note("->", bytes, bytes.length);
    }

    @Override
    public int read(byte[] into, Duration patience) throws IOException {
        int count = inner.read(into, patience);
        if (count > 0) {
            note("<-", into, count);
        }
        return count;
    }

    private void note(String direction, byte[] bytes, int count) {
        synchronized (log) {
            log.printf("%s %s '%s'%n", inner.name(), direction,
                    RobotConversation.printable(new String(bytes, 0, count, ISO_8859_1)));
            log.flush();
        }
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
