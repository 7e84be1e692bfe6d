package org.arenavault.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.arenavault.io.AppendLog;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
import org.arenavault.io.OwnFiles;
import org.arenavault.io.RefusedException;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.Score;

/**
 * Which days are durable in the target, with their roots: text, one line a day, forced to disk line by line. A last
 * line without its end is torn and cut. Roots open everything, so that the file is its owner's alone.
 */
public final class Journal implements Closeable {

    private static final String NAME = "journal";
    private static final String VERSION = "arenavault history 1 ";
    private static final Pattern DAY = Pattern.compile("day ([0-9./]+) root=([0-9a-f]{40}) prev=([0-9a-f]{40})"
            + "( [a-z]+=[0-9]+)*");
    /** The last word of the first line begins so where something is left out. */
    static final String EXCLUDE = "exclude=";
    private static final long LARGEST = 256 << 20;

    private final AppendLog file;
    private final List<Line> lines;

    /**
     * A day that is durable.
     *
     * @param day which
     * @param root of the archive that ends with it
     */
    public record Line(Day day, Score root) {
    }

    private Journal(AppendLog file, List<Line> lines) {
        this.file = file;
        this.lines = lines;
    }

    /**
     * Opens the journal of a transfer to go on with it, or begins one.
     *
     * @param what the transfer is: source, zone and all that the result depends on
     * @throws RefusedException if it is the journal of another transfer
     */
    static Journal open(Path folder, String what, Disks disks) throws IOException {
        Path path = folder.resolve(NAME);
        OwnFiles.run(path, () -> DurableFiles.createFile(path));
        Storage file = OwnFiles.on(disks).openToWrite(path);
        try {
            String text = text(file);
            if (!text.isEmpty() && !text.startsWith(VERSION + what + "\n")) {
                throw new RefusedException("%s: belongs to another transfer: '%s', not '%s'; take another --state"
                        .formatted(file.name(), text.lines().findFirst().orElse(""), VERSION + what));
            }
            List<Line> lines = parse(text, file.name());
            Journal journal = new Journal(AppendLog.open(file, text.getBytes(StandardCharsets.UTF_8).length), lines);
            if (text.isEmpty()) {
                journal.append(VERSION + what);
            }
            return journal;
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** The days that are durable, as the journal in this folder says. */
    public static List<Line> read(Path folder, Disks disks) throws IOException {
        if (!OwnFiles.exists(folder.resolve(NAME))) {
            throw new UsageException(folder + ": no history was copied from here yet");
        }
        try (Storage file = OwnFiles.on(disks).openToRead(folder.resolve(NAME))) {
            return parse(text(file), file.name());
        }
    }

    /** What was left out of each day of the copy whose journal is in this folder. */
    public static Exclusions exclusions(Path folder, Disks disks) throws IOException {
        try (Storage file = OwnFiles.on(disks).openToRead(folder.resolve(NAME))) {
            String head = text(file).lines().findFirst().orElse("");
            String last = head.substring(head.lastIndexOf(' ') + 1);
            return last.startsWith(EXCLUDE) ? Exclusions.parse(last.substring(EXCLUDE.length())) : Exclusions.NONE;
        }
    }

    /** All complete lines. */
    private static String text(Storage file) throws IOException {
        if (file.size() > LARGEST) {
            throw new CorruptException(file.name() + ": is too large to be a journal");
        }
        String text = new String(file.read(0, (int) file.size()), StandardCharsets.UTF_8);
        return text.substring(0, text.lastIndexOf('\n') + 1);
    }

    static List<Line> parse(String text, String where) throws CorruptException {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (number == 1 && line.startsWith(VERSION)) {
                continue;
            }
            if (number == 1) {
                throw new CorruptException("%s: line 1 is none of a journal".formatted(where));
            }
            lines.add(parse(line, lines, "%s: line %d".formatted(where, number)));
        }
        return lines;
    }

    /** A line that goes on behind these. */
    private static Line parse(String line, List<Line> before, String where) throws CorruptException {
        Matcher matcher = DAY.matcher(line);
        if (!matcher.matches()) {
            throw new CorruptException(where + " is none of a journal");
        }
        Score prev = before.isEmpty() ? Score.ZERO : before.get(before.size() - 1).root();
        try {
            if (!prev.equals(Score.parse(matcher.group(3)))) {
                throw new CorruptException(where + " does not go on where the line before ends");
            }
            return new Line(Day.parse(matcher.group(1)), Score.parse(matcher.group(2)));
        } catch (UsageException e) {
            throw new CorruptException("%s: %s".formatted(where, e.getMessage()), e);
        }
    }

    /** The last day that is durable. */
    Optional<Line> last() {
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
    }

    /** All days that are durable. */
    Set<Day> days() {
        return lines.stream().map(Line::day).collect(Collectors.toSet());
    }

    /**
     * A day is durable.
     *
     * @throws RefusedException if it does not go on where the last one ends
     */
    void add(Day day, Score root, Score prev, String counts) throws IOException {
        String line = "day %s root=%s prev=%s %s".formatted(day, root, prev, counts);
        Line read;
        try {
            read = parse(line, lines, "the line '%s'".formatted(line));
        } catch (CorruptException e) {
            throw new RefusedException("%s: takes no line that it cannot read: %s".formatted(file.name(),
                    e.getMessage()), e);
        }
        append(line);
        lines.add(read);
    }

    private void append(String line) throws IOException {
        file.append((line + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
