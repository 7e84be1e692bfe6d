package org.arenavault.history;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Disks;
import org.arenavault.io.DurableFiles;
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
    private static final long LARGEST = 256 << 20;

    private final Storage file;
    private final List<Line> lines;
    private long end;

    /**
     * A day that is durable.
     *
     * @param day which
     * @param root of the archive that ends with it
     */
    public record Line(Day day, Score root) {
    }

    private Journal(Storage file, List<Line> lines, long end) {
        this.file = file;
        this.lines = lines;
        this.end = end;
    }

    /**
     * Opens the journal of a transfer to go on with it, or begins one.
     *
     * @param what the transfer is: source, zone and all that the result depends on
     * @throws RefusedException if it is the journal of another transfer
     */
    static Journal open(Path folder, String what, Disks disks) throws IOException {
        DurableFiles.createFile(folder.resolve(NAME));
        Storage file = disks.openToWrite(folder.resolve(NAME));
        try {
            String text = text(file);
            if (text.isEmpty()) {
                Journal journal = new Journal(file, new ArrayList<>(), 0);
                journal.append(VERSION + what);
                return journal;
            }
            if (!text.startsWith(VERSION + what + "\n")) {
                throw new RefusedException("%s: belongs to another transfer: '%s', not '%s'; take another --state"
                        .formatted(file.name(), text.lines().findFirst().orElse(""), VERSION + what));
            }
            return new Journal(file, parse(text, file.name()), text.getBytes(StandardCharsets.UTF_8).length);
        } catch (IOException | RuntimeException | Error e) {
            file.close();
            throw e;
        }
    }

    /** The days that are durable, as the journal in this folder says. */
    public static List<Line> read(Path folder, Disks disks) throws IOException {
        if (!Files.exists(folder.resolve(NAME))) {
            throw new UsageException(folder + ": no history was copied from here yet");
        }
        try (Storage file = disks.openToRead(folder.resolve(NAME))) {
            return parse(text(file), file.name());
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

    static List<Line> parse(String text, String where) throws CorruptException, UsageException {
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (number == 1 && line.startsWith(VERSION)) {
                continue;
            }
            Matcher matcher = DAY.matcher(line);
            if (number == 1 || !matcher.matches()) {
                throw new CorruptException("%s: line %d is none of a journal".formatted(where, number));
            }
            Score prev = lines.isEmpty() ? Score.ZERO : lines.get(lines.size() - 1).root();
            if (!prev.equals(Score.parse(matcher.group(3)))) {
                throw new CorruptException("%s: line %d does not go on where the line before ends"
                        .formatted(where, number));
            }
            lines.add(new Line(Day.parse(matcher.group(1)), Score.parse(matcher.group(2))));
        }
        return lines;
    }

    /** The last day that is durable. */
    Optional<Line> last() {
        return lines.isEmpty() ? Optional.empty() : Optional.of(lines.get(lines.size() - 1));
    }

    /** All days that are durable. */
    Set<Day> days() {
        return lines.stream().map(Line::day).collect(Collectors.toSet());
    }

    /** A day is durable. */
    void add(Day day, Score root, Score prev, String counts) throws IOException {
        append("day %s root=%s prev=%s %s".formatted(day, root, prev, counts));
        lines.add(new Line(day, root));
    }

    private void append(String line) throws IOException {
        byte[] bytes = (line + "\n").getBytes(StandardCharsets.UTF_8);
        file.truncate(end);
        file.write(end, ByteBuffer.wrap(bytes));
        file.force();
        end += bytes.length;
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
