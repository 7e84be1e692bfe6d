package org.arenavault.fossil;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.CancelledException;
import org.arenavault.io.PeerException;
import org.arenavault.io.Plain;
import org.arenavault.io.Reason;
import org.arenavault.io.StopSignal;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.Score;

/**
 * A fossil's console (replication 4): a line is sent, the console echoes it, prints lines, and a prompt without a
 * newline. Lines that nobody asked for may stand anywhere. Everybody at the console sees the same, so that what others
 * type is seen here as well; one caller at a time uses an instance.
 */
public final class FossilConsole implements Closeable {

    private static final int LONGEST_COMMAND = 255;
    private static final int KEPT = 1 << 20;
    private static final int TICK = 20;
    /** What a file system that is halted answers to everything, and what another answers to sync. */
    private static final String HALTED = "is halted";
    private static final String SYNCED = "sync: wrote";
    private static final Pattern PROMPT = Pattern.compile("(?:^|\n)([A-Za-z0-9_.$-]{1,64}): $");
    private static final Pattern ARCHIVED = Pattern.compile("archive vac:([0-9a-f]{40})");

    private final ConsoleLink link;
    private final StopSignal stop;
    private final StringBuilder received = new StringBuilder();
    private Pattern prompt = PROMPT;
    private volatile boolean ended;
    /** What the reader said when it ended. */
    private volatile String why = "";

    private FossilConsole(ConsoleLink link, StopSignal stop) {
        this.link = link;
        this.stop = stop;
    }

    /**
     * Takes a link over; it is closed with the console.
     *
     * @param patience how long the first prompt may take
     * @throws PeerException if no prompt comes
     */
    public static FossilConsole open(ConsoleLink link, Duration patience, StopSignal stop) throws IOException {
        FossilConsole console = new FossilConsole(link, stop);
        try {
            InputStream input = link.input();
            Thread reader = new Thread(() -> console.listen(input), "fossil-console");
            reader.setDaemon(true);
            reader.start();
            console.send("");
            console.awaitPrompt(patience, "no prompt came; is a fossil there, and nobody else at work on it?");
            return console;
        } catch (IOException | RuntimeException | Error e) {
            link.close();
            throw e;
        }
    }

    /** What messages call it. */
    public String name() {
        return link.name();
    }

    private void listen(InputStream input) {
        byte[] bytes = new byte[4096];
        try {
            for (int count = input.read(bytes); count >= 0; count = input.read(bytes)) {
                synchronized (received) {
                    received.append(new String(bytes, 0, count, StandardCharsets.ISO_8859_1).replace("\r", ""));
                    if (received.length() > KEPT) {
                        received.delete(0, received.length() - KEPT);
                    }
                }
            }
        } catch (IOException e) {
            // whoever waits is told so below
            why = ": " + Reason.of(e);
        }
        ended = true;
    }

    private void send(String line) throws IOException {
        link.output().write((line + "\n").getBytes(StandardCharsets.ISO_8859_1));
        link.output().flush();
    }

    /**
     * Runs one command.
     *
     * @return the lines that it printed, and those that came in between
     * @throws UsageException if it is longer than a console takes, or more than a line
     * @throws PeerException if no prompt follows in time
     */
    public List<String> run(String command, Duration patience) throws IOException {
        if (command.length() > LONGEST_COMMAND || command.chars().anyMatch(c -> c < ' ')) {
            throw new UsageException("a command for a console is one line of up to 255 characters");
        }
        synchronized (received) {
            received.setLength(0);
        }
        send(command);
        String text = awaitPrompt(patience, "no prompt came after '%s'".formatted(command));
        return text.lines().filter(line -> !line.isEmpty() && !line.endsWith(command)).toList();
    }

    /**
     * Has all file systems write what they hold to disk, and freezes them.
     *
     * @return what the fossil said meanwhile
     * @throws PeerException unless all say that they are halted
     */
    public List<String> halt(Duration patience) throws IOException {
        List<String> said = new ArrayList<>(run("fsys all sync", patience));
        said.addAll(run("fsys all halt", patience));
        List<String> after = run("fsys all sync", patience);
        if (after.stream().noneMatch(line -> line.contains(HALTED))
                || after.stream().anyMatch(line -> line.contains(SYNCED))) {
            throw new PeerException(PeerException.Fault.REFUSED, "%s: it is NOT halted: %s".formatted(link.name(),
                    Plain.field(String.join("; ", after))));
        }
        return said;
    }

    /**
     * What a question about the disks came to.
     *
     * @param disks how full they are, one for each file system that answers
     * @param others the lines that came before it and meanwhile
     */
    public record Disks(List<DiskUse> disks, List<String> others) { }

    /**
     * Asks all file systems how full their disks are. Lines that nobody has taken with {@link #next} are not lost.
     *
     * @throws PeerException if no prompt follows in time
     */
    public Disks diskUse(Duration patience) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Optional<String> line = next(Duration.ZERO); line.isPresent(); line = next(Duration.ZERO)) {
            lines.add(line.get());
        }
        lines.addAll(run("fsys all df", patience));
        List<DiskUse> disks = new ArrayList<>();
        List<String> others = new ArrayList<>();
        for (String line : lines) {
            Optional<DiskUse> use = DiskUse.of(line);
            use.ifPresent(disks::add);
            if (use.isEmpty()) {
                others.add(line);
            }
        }
        return new Disks(disks, others);
    }

    /**
     * Waits for a prompt, and learns its name: what comes by itself right behind a prompt hides none that is known.
     *
     * @return what came before it
     */
    private String awaitPrompt(Duration patience, String otherwise) throws IOException {
        String text = awaitText(prompt, patience, otherwise);
        Matcher last = PROMPT.matcher(text);
        if (last.find()) {
            prompt = Pattern.compile("(?:^|\n)%s: |%s".formatted(Pattern.quote(last.group(1)), PROMPT.pattern()));
        }
        Matcher first = prompt.matcher(text);
        return first.find() ? text.substring(0, first.start()) : text;
    }

    /**
     * Takes an archival snapshot, and waits until it is in the venti.
     *
     * @param system the file system's name, {@code main} by custom
     * @param patience hours for a large tree
     * @return its root score
     * @throws PeerException if the console refuses, or the snapshot is not archived in time
     */
    public Score snap(String system, Duration patience) throws IOException {
        List<String> answer = run("fsys %s snap -a".formatted(system), patience);
        for (String line : answer) {
            if (line.contains("eh?") || line.contains("usage:") || line.contains("halted") || line.contains("error")) {
                throw new PeerException(PeerException.Fault.REFUSED, "%s: %s".formatted(link.name(), line.strip()));
            }
        }
        Matcher archived = ARCHIVED.matcher(awaitText(ARCHIVED, patience, "the snapshot was not archived in time; does "
                + "fossil reach its venti?"));
        if (!archived.find()) {
            throw new IllegalStateException("a match that is none");
        }
        return Score.parse(archived.group(1));
    }

    /**
     * The next line that the console prints, and that has ended.
     *
     * @return empty if none came within {@code patience}
     * @throws PeerException if the link is gone
     */
    public Optional<String> next(Duration patience) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            boolean gone = ended;
            synchronized (received) {
                int newline = received.indexOf("\n");
                if (newline >= 0) {
                    String line = received.substring(0, newline);
                    received.delete(0, newline + 1);
                    return Optional.of(line);
                }
            }
            if (!pause(end, gone)) {
                return Optional.empty();
            }
        }
    }

    private String awaitText(Pattern pattern, Duration patience, String otherwise) throws IOException {
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            boolean gone = ended;
            synchronized (received) {
                if (pattern.matcher(received).find()) {
                    return received.toString();
                }
            }
            if (!pause(end, gone)) {
                throw new PeerException(PeerException.Fault.SILENT, "%s: %s".formatted(link.name(), otherwise));
            }
        }
    }

    /** Waits a moment for more; false once it is too late. */
    private boolean pause(long end, boolean gone) throws IOException {
        stop.check();
        if (gone) {
            throw new PeerException(PeerException.Fault.UNREACHABLE, "%s: the console is gone%s".formatted(link.name(),
                    why));
        }
        if (System.nanoTime() >= end) {
            return false;
        }
        try {
            TimeUnit.MILLISECONDS.sleep(TICK);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancelledException("interrupted at the console");
        }
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
