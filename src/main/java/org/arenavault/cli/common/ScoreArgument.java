package org.arenavault.cli.common;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import org.arenavault.io.Plain;
import org.arenavault.io.PlainFiles;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.Score;

/**
 * A root score as people give it: 40 hexadecimal digits, {@code vac:} and the digits, a file that holds such a line,
 * as vac writes it, or {@code -} for such a line on standard input, where no list of processes shows it.
 */
public final class ScoreArgument {

    private static final String STDIN = "-";
    private static final int LONGEST_FILE = 4096;
    private static final String SCORE = "([^/:]*:)?[0-9a-fA-F]{40}";

    private ScoreArgument() {
    }

    /**
     * The score that an argument names.
     *
     * @throws UsageException if it names none
     */
    public static Score parse(String argument) throws IOException {
        return parse(argument, System.in);
    }

    /** The same where standard input is known. */
    public static Score parse(String argument, InputStream input) throws IOException {
        if (argument.equals(STDIN)) {
            return only(input.readNBytes(LONGEST_FILE), "standard input");
        }
        if (argument.matches(SCORE)) {
            return Score.parse(argument);
        }
        Path file;
        try {
            file = Path.of(argument);
        } catch (InvalidPathException e) {
            throw none(argument, "is neither a score nor the name of a file", e);
        }
        if (!PlainFiles.isFile(file)) {
            throw none(argument, "is neither a score (40 hexadecimal digits) nor a file that holds one");
        }
        try (InputStream content = PlainFiles.read(file)) {
            return only(content.readNBytes(LONGEST_FILE), argument);
        }
    }

    private static Score only(byte[] text, String where) throws UsageException {
        List<String> lines = new String(text, StandardCharsets.ISO_8859_1).lines().map(String::strip)
                .filter(line -> !line.isEmpty()).toList();
        if (lines.size() != 1 || !lines.get(0).matches(SCORE)) {
            throw none(where, "holds no score: one line 'vac:' and 40 hexadecimal digits is expected");
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
