package org.arenavault.cli.common;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.fossil.FossilPartition;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.Storage;
import org.arenavault.io.UsageException;
import org.arenavault.io.VaultException;
import org.arenavault.io.World;
import org.arenavault.ninep.NinePath;
import org.arenavault.sets.ScoreLog;
import org.arenavault.venti.format.Score;

/**
 * A root score as people give it: 40 hexadecimal digits, {@code vac:} and the digits, {@code last} or the first digits
 * of one on record, a file that holds such a line, as vac writes it, a fossil's partition, whose last archive is meant,
 * or {@code -} for such a line on standard input, where no list of processes shows it.
 */
public final class ScoreArgument {

    private static final String STDIN = "-";
    private static final int LONGEST_FILE = 4096;
    private static final String DIGITS = "(vac:)?[0-9a-fA-F]{6,39}";
    private static final String SCORE = "([^/:]*:)?[0-9a-fA-F]{40}";
    /** How such a thing is described where commands take it. */
    public static final String MEANING = "The root score: 40 digits, 'last' or the first digits of one on record, a "
            + "file that holds it, a fossil's partition or its image, whose last archive is meant, or - for standard "
            + "input.";

    private ScoreArgument() {
    }

    /**
     * The score that an argument names.
     *
     * @throws UsageException if it names none
     * @throws CorruptException if the file that it names holds none
     */
    public static Score parse(String argument, VaultCommand command) throws IOException {
        return parse(argument, command.vault()::scores, command.world(), System.in);
    }

    /** What is on record; read only if an argument needs it. */
    @FunctionalInterface
    public interface Records {
        ScoreLog read() throws IOException;
    }

    /** The same where all that it may come from is known. */
    public static Score parse(String argument, Records record, World world, InputStream input) throws IOException {
        if (argument.equals(STDIN)) {
            return only(input.readNBytes(LONGEST_FILE), "standard input");
        }
        if (argument.matches(SCORE)) {
            return Score.parse(argument);
        }
        if (argument.equals(ScoreLog.LAST)) {
            return record.read().find(argument);
        }
        Path file;
        try {
            file = NinePath.pathOf(argument);
        } catch (InvalidPathException e) {
            throw none(argument, "is neither a score nor the name of a file", e);
        }
        if (argument.matches(DIGITS) && !PlainFiles.exists(file)) {
            return record.read().find(argument);
        }
        boolean named = NinePath.of(file).isPresent() || argument.contains(":");
        if (!named && !PlainFiles.exists(file)) {
            throw none(argument, "is neither a score (40 hexadecimal digits, 'last', or the first digits of one on "
                    + "record) nor a file that holds one, nor a fossil's partition");
        }
        if (!named && PlainFiles.isFolder(file)) {
            throw none(argument, "is a folder, and no file that holds a score");
        }
        if (FossilPartition.isAt(file, world.disks())) {
            return FossilRoot.read(file, world);
        }
        try (Storage lines = world.disks().openToRead(file)) {
            return only(lines.read(0, (int) Math.min(lines.size(), LONGEST_FILE)), argument);
        }
    }

    private static Score only(byte[] text, String where) throws VaultException {
        List<String> lines = new String(text, StandardCharsets.ISO_8859_1).lines().map(String::strip)
                .filter(line -> !line.isEmpty()).toList();
        if (lines.size() != 1 || !lines.get(0).matches(SCORE)) {
            throw new CorruptException("'%s' holds no score: one line 'vac:' and 40 hexadecimal digits is expected"
                    .formatted(Plain.field(where)));
        }
        return Score.parse(lines.get(0));
    }

    private static UsageException none(String where, String why) {
        return new UsageException("'%s' %s".formatted(Plain.field(where), why));
    }

    private static UsageException none(String where, String why, Exception cause) {
        return new UsageException("'%s' %s".formatted(Plain.field(where), why), cause);
    }
}
