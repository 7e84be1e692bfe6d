package org.arenavault.scsi;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;

/**
 * A transport that writes one line for every command (rule T7 of 1.1):
 *
 * <pre>2A 00 00 00 00 20 00 00 20 00  OUT 65536/65536  OK 00 -  1.204ms  61 72 65 6e ..  WRITE(10)</pre>
 *
 * that is: CDB, direction, bytes transferred of bytes asked for, outcome, SCSI status, sense, duration, the first 64
 * bytes of data, the command's name and what the transport adds.
 */
public final class LoggingTransport implements Transport {

    private static final HexFormat HEX = HexFormat.ofDelimiter(" ");
    private static final int SHOWN = 64;

    private final Transport inner;
    private final PrintWriter log;

    /**
     * Logs what passes through {@code inner}.
     *
     * @param log flushed after every line and closed by its owner, who may ask it for errors: a log that cannot be
     *     written does not stop a burn
     */
    public LoggingTransport(Transport inner, PrintWriter log) {
        this.inner = inner;
        this.log = log;
    }

    @Override
    public CommandResult execute(Command command) throws IOException {
        CommandResult result = inner.execute(command);
        String line = line(command, result);
        synchronized (log) {
            log.println(line);
            log.flush();
        }
        return result;
    }

    private static String line(Command command, CommandResult result) {
        StringBuilder line = new StringBuilder(HEX.formatHex(command.cdb()));
        line.append("  ").append(command.direction());
        if (command.direction() != Command.Direction.NONE) {
            line.append(' ').append(result.transferred()).append('/').append(command.length());
        }
        line.append("  ").append(result.outcome()).append(" %02X ".formatted(result.status()));
        SenseData sense = SenseData.of(result);
        line.append(result.sense().length == 0 ? "-" : sense.describe());
        line.append("  ").append(milliseconds(result.duration()));
        byte[] data = beginning(command, result);
        if (data.length > 0) {
            line.append("  ").append(HEX.formatHex(data));
        }
        line.append("  ").append(Opcode.of(command.cdb()).title());
        if (!result.raw().isEmpty()) {
            line.append("  ").append(Answer.printable(result.raw().getBytes(UTF_8)));
        }
        return line.toString();
    }

    private static byte[] beginning(Command command, CommandResult result) {
        ByteBuffer data = command.data().duplicate();
        int moved = command.direction() == Command.Direction.IN ? result.transferred() : command.length();
        byte[] bytes = new byte[Math.max(0, Math.min(SHOWN, Math.min(moved, data.remaining())))];
        data.get(bytes);
        return bytes;
    }

    private static String milliseconds(Duration duration) {
        return String.format(Locale.ROOT, "%.3fms", duration.toNanos() / 1e6);
    }

    @Override
    public String identity() {
        return inner.identity();
    }

    @Override
    public int maxTransfer() {
        return inner.maxTransfer();
    }

    @Override
    public void close() throws IOException {
        inner.close();
    }
}
