package org.arenavault.cli;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** A command on a pseudo-terminal, made by {@code script} of util-linux: what it shows, and keys to press. */
public final class PseudoTerminal implements Closeable {

    public static final String TOOL = "/usr/bin/script";

    /**
     * Behind these words a program hears Ctrl-C, as at a terminal, though the tests themselves may run in the
     * background of a script, where it is ignored: that is inherited, and a shell cannot take it back.
     */
    private static final List<String> SIGNALS = List.of("env", "--default-signal=INT,QUIT");

    private static final int PATIENCE_SECONDS = 90;
    private static final char INTERRUPT = 3;

    private final Process process;
    private final StringBuilder shown = new StringBuilder();
    private final Consumer<String> watcher;
    private int seen;

    /**
     * Starts a command.
     *
     * @param command a line for the shell
     */
    PseudoTerminal(String command) throws IOException {
        this(command, text -> { });
    }

    /**
     * Starts a command that somebody watches.
     *
     * @param command a line for the shell
     * @param watcher is given what is shown, as it comes
     */
    public PseudoTerminal(String command, Consumer<String> watcher) throws IOException {
        this.watcher = watcher;
        List<String> line = new ArrayList<>(SIGNALS);
        line.addAll(List.of(TOOL, "-qfec", command, "/dev/null"));
        ProcessBuilder builder = new ProcessBuilder(line);
        builder.environment().put("SHELL", "/bin/sh");
        process = builder.redirectErrorStream(true).start();
        Thread reader = new Thread(this::read, "pseudo-terminal");
        reader.setDaemon(true);
        reader.start();
    }

    /** True where the tool is there. */
    public static boolean isPossible() {
        return Files.isExecutable(Path.of(TOOL));
    }

    private void read() {
        byte[] bytes = new byte[4096];
        try (InputStream in = process.getInputStream()) {
            for (int count = in.read(bytes); count >= 0; count = in.read(bytes)) {
                synchronized (shown) {
                    String text = new String(bytes, 0, count, UTF_8);
                    watcher.accept(text);
                    shown.append(text);
                    shown.notifyAll();
                }
            }
        } catch (IOException e) {
            synchronized (shown) {
                shown.append(e);
            }
        }
    }

    /** Waits until this is shown, behind all that was waited for before. */
    public void expect(String text) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        synchronized (shown) {
            int at = shown.indexOf(text, seen);
            while (at < 0) {
                long left = TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime());
                if (left <= 0) {
                    throw new AssertionError("'%s' was not shown in %d s; this was: %s".formatted(text,
                            PATIENCE_SECONDS, shown));
                }
                shown.wait(left);
                at = shown.indexOf(text, seen);
            }
            seen = at + text.length();
        }
    }

    /** Types a line. */
    public void type(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(UTF_8));
        process.getOutputStream().flush();
    }

    /** Presses Ctrl-C. */
    void interrupt() throws IOException {
        process.getOutputStream().write(INTERRUPT);
        process.getOutputStream().flush();
    }

    /** Waits for the end; the exit code of the command. */
    public int end() throws InterruptedException {
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("does not end; this was shown: " + shown());
        }
        return process.exitValue();
    }

    /** All that was shown. */
    String shown() {
        synchronized (shown) {
            return shown.toString();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
