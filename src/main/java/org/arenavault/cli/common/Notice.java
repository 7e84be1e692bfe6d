package org.arenavault.cli.common;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
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

        /** As the command, and whoever chooses, knows it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }

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

    private final UnaryOperator<String> commands;
    private final String origin;
    private final Terminal terminal;

    /**
     * Notices by a command.
     *
     * @param commands the command for the shell, by the event's word; empty for none
     * @param origin what the command was given as
     * @param terminal where it is said that the command failed
     */
    public Notice(UnaryOperator<String> commands, String origin, Terminal terminal) {
        this.commands = commands;
        this.origin = origin;
        this.terminal = terminal;
    }

    private String command(Event event) {
        return commands.apply(event.word());
    }

    /** Whether there is a command for an event. */
    public boolean isWanted(Event event) {
        return !command(event).isEmpty();
    }

    /** Runs the command; that it fails is told, and changes nothing else. */
    public void send(Event event, String message) {
        if (!isWanted(event)) {
            return;
        }
        try {
            ProcessBuilder builder = new ProcessBuilder("/bin/sh", "-c", command(event))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD).redirectError(ProcessBuilder.Redirect.DISCARD);
            builder.environment().put(VARIABLE, event.word());
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
        terminal.print("arenavault: the command of %s %s".formatted(origin, reason));
    }
}
