package org.arenavault.cli.common;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.arenavault.io.CancelledException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Reason;
import org.arenavault.io.Terminal;
import org.arenavault.io.World;

/** Runs this program on other machines, by a command such as {@code ssh} that takes a host and a line for its shell. */
public final class RemoteShell {

    private static final int LONGEST_ANSWER = 1 << 20;
    private static final int LONGEST_LINE = 4096;
    private static final int TICK_MILLIS = 50;
    /** For what a run that has ended still complains of. */
    private static final int LAST_WORDS_SECONDS = 50;

    private final List<String> command;
    private final String program;

    /**
     * A way there.
     *
     * @param command such as {@code ssh}; words are separated by blanks
     * @param program what this program is called over there
     */
    public RemoteShell(String command, String program) {
        this.command = List.copyOf(Arrays.asList(command.trim().split(" +")));
        this.program = program;
    }

    /**
     * What a run over there came to; what it complained of has been said here.
     *
     * @param code its exit code
     * @param out what it printed
     */
    public record Outcome(int code, String out) {
    }

    /**
     * Runs it and waits.
     *
     * @param input what it gets on its standard input
     * @throws PeerException if the command cannot be started here
     */
    public Outcome run(String host, List<String> words, String input, World world) throws IOException {
        List<String> all = new ArrayList<>(command);
        all.add(host);
        all.add(program + " " + words.stream().map(RemoteShell::quoted).collect(Collectors.joining(" ")));
        Process process;
        try {
            process = new ProcessBuilder(all).start();
        } catch (IOException e) {
            throw new PeerException(PeerException.Fault.UNREACHABLE, "%s: '%s' cannot be run here: %s"
                    .formatted(host, command.get(0), Reason.of(e)), e);
        }
        CompletableFuture<Void> complaints = repeating(process, world.terminal());
        try (OutputStream typed = process.getOutputStream()) {
            typed.write(input.getBytes(UTF_8));
        } catch (IOException e) {
            // it ended without listening; its exit code tells
            process.destroy();
        }
        try (InputStream printed = process.getInputStream()) {
            CompletableFuture<byte[]> out = CompletableFuture.supplyAsync(() -> read(printed));
            while (!process.waitFor(TICK_MILLIS, TimeUnit.MILLISECONDS)) {
                world.stop().check();
            }
            complaints.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
            return new Outcome(process.exitValue(), new String(out.get(), UTF_8));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted while waiting for " + host);
        } catch (ExecutionException | TimeoutException e) {
            throw new PeerException(PeerException.Fault.MISBEHAVED, host + ": its answer could not be read", e);
        } finally {
            process.destroy();
        }
    }

    /** Tells the operator what a command of his complains of, as it comes. */
    public static CompletableFuture<Void> repeating(Process process, Terminal terminal) {
        return CompletableFuture.runAsync(() -> repeat(process.getErrorStream(), terminal), work -> {
            Thread thread = new Thread(work, "complaints");
            thread.setDaemon(true);
            thread.start();
        });
    }

    private static void repeat(InputStream errors, Terminal terminal) {
        try (BufferedReader text = new BufferedReader(new InputStreamReader(errors, UTF_8))) {
            StringBuilder line = new StringBuilder();
            for (int c = text.read(); c >= 0; c = text.read()) {
                if (c != '\n') {
                    line.append((char) c);
                }
                if (c == '\n' || line.length() == LONGEST_LINE) {
                    terminal.print(line.toString());
                    line.setLength(0);
                }
            }
            if (line.length() > 0) {
                terminal.print(line.toString());
            }
        } catch (IOException e) {
            return; // it was ended; its exit code tells
        }
    }

    private static byte[] read(InputStream printed) {
        try {
            byte[] answer = printed.readNBytes(LONGEST_ANSWER);
            // a process whose output nobody takes waits for ever
            printed.transferTo(OutputStream.nullOutputStream());
            return answer;
        } catch (IOException e) {
            return new byte[0]; // it was ended; its exit code tells
        }
    }

    /** One word for the shell over there. */
    static String quoted(String word) {
        return word.matches("[A-Za-z0-9_./:@%+=,-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
