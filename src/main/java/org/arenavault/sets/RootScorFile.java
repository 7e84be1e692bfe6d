package org.arenavault.sets;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.arenavault.io.CorruptException;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;
import org.arenavault.venti.format.Score;

/**
 * Root scores as text (replication 1): the {@code rootscor} log of the Plan 9 scripts, where a line is
 * {@code vac:SCORE PARTITION VENTI} or an old or new {@code wrcmd}; a {@code .vac} file, which is the first word of
 * such a line; and what somebody types, which may lack the {@code vac:}.
 */
public final class RootScorFile {

    private static final int LARGEST = 16 << 20;
    private static final String PREFIX = "vac:";
    private static final String MIRROR_COMMAND = "(venti/)?wrarena";

    /**
     * A line with a score.
     *
     * @param source the fossil's partition; empty if the line does not say
     * @param venti where it was archived; empty if the line does not say
     */
    public record Line(Score score, String source, String venti) {
    }

    private RootScorFile() {
    }

    /**
     * Reads all scores; the state of a mirror that may stand between them is passed over.
     *
     * @param where for messages
     * @throws CorruptException if a line is neither, or there is none with a score
     */
    public static List<Line> read(InputStream in, String where) throws IOException {
        byte[] bytes = in.readNBytes(LARGEST + 1);
        if (bytes.length > LARGEST) {
            throw new CorruptException(where + ": longer than any list of root scores");
        }
        List<Line> lines = new ArrayList<>();
        int number = 0;
        for (String text : new String(bytes, StandardCharsets.UTF_8).split("\n", -1)) {
            number++;
            String[] words = text.strip().split("[ \t]+", 3);
            if (!words[0].isEmpty() && !words[0].matches(MIRROR_COMMAND)) {
                lines.add(line(words, "%s: line %d".formatted(where, number)));
            }
        }
        if (lines.isEmpty()) {
            throw new CorruptException(where + ": holds no root score");
        }
        return lines;
    }

    private static Line line(String[] words, String where) throws CorruptException {
        String digits = words[0].startsWith(PREFIX) ? words[0].substring(PREFIX.length()) : words[0];
        try {
            return new Line(Score.parse(digits), words.length > 1 ? words[1] : "", words.length > 2 ? words[2] : "");
        } catch (UsageException e) {
            throw new CorruptException("%s: '%s' is no root score".formatted(where, Plain.field(
                    digits.length() > 8 ? digits.substring(0, 8) + "..." : digits)), e);
        }
    }

    /** The lines that the Plan 9 scripts would have logged. */
    public static String write(Collection<RootScore> scores) {
        StringBuilder text = new StringBuilder();
        for (RootScore root : scores) {
            text.append(Plain.line("%s%s %s %s".formatted(PREFIX, root.score(), root.source(), root.venti()))
                            .stripTrailing())
                    .append('\n');
        }
        return text.toString();
    }
}
