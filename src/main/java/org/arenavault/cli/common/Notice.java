package org.arenavault.cli.common;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.arenavault.io.Plain;
import org.arenavault.io.Terminal;

/**
 * Runs a command of the operator's choice when somebody is needed, when something failed, and when all is done. What
 * it is about stands in the environment ({@code ARENAVAULT_EVENT}) and on its standard input.
 */
public final class Notice {

    /** What it is about. */
    public enum Event {
        OPERATOR, FAILED, DONE;

        /** What the end of a command is; empty where whoever typed something wrong, or stopped it, is there. */
        public static Optional<Event> of(int exitCode) {
            return switch (exitCode) {
                case ExitCode.USAGE, ExitCode.INTERRUPTED -> Optional.empty();
                case ExitCode.DONE -> Optional.of(DONE);
                case ExitCode.OPERATOR -> Optional.of(OPERATOR);
                default -> Optional.of(FAILED);
            };
        }
    }

    private static final String VARIABLE = "ARENAVAULT_EVENT";
    private static final int PATIENCE_SECONDS = 10;
    /** Less than a pipe holds: whoever does not read it does not keep us. */
    private static final int MOST_CHARACTERS = 4000;

    private final String command;
    private final Terminal terminal;

    /**
     * Notices by a command.
     *
     * @param command for the shell; empty for none
     * @param terminal where it is said that the command failed
     */
    public Notice(String command, Terminal terminal) {
        this.command = command;
        this.terminal = terminal;
    }

    /** Whether there is a command. */
    public boolean isWanted() {
        return !command.isEmpty();
    }

    /** Runs the command; that it fails is told, and changes nothing else. */
    public void send(Event event, String message) {
        if (!isWanted()) {
            return;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put(VARIABLE, event.name().toLowerCase(Locale.ROOT));
            Process process = builder.start();
            String line = Plain.line(message);
            write(process, line.substring(0, Math.min(line.length(), MOST_CHARACTERS)) + "\n");
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                complain("does not end within %d s".formatted(PATIENCE_SECONDS));
            } else if (process.exitValue() != 0) {
                complain("ended with %d".formatted(process.exitValue()));
            }
        } catch (IOException e) {
            complain(ExitCode.text(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whoever does not read what it is about need not. */
    private static void write(Process process, String message) {
        try (OutputStream input = process.getOutputStream()) {
            input.write(message.getBytes(StandardCharsets.UTF_8));
        } catch (IOException unread) {
            return;
        }
    }

    private void complain(String reason) {
        terminal.print("arenavault: the command of --notify %s".formatted(reason));
    }
}
