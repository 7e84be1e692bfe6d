package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.arenavault.io.MemoryTempDir;
import org.arenavault.venti.SampleVenti;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A site, and what its commands show of the words of others. */
abstract class ForeignWords {

    /** All that disturbs, in one line: escapes of both kinds, carriage, bell, breaks of line, direction of writing. */
    static final String HOSTILE =
            "\u001b[31m\u001b]0;t\u0007\u009b2J\r\nFORGED\u0085FORGED\u2028FORGED\u202e\u2066\u200b\u007f\bx";

    static final String SCORE = "2c8c3a424667ae861bafb71b5ebdc6544eada2f6";

    @TempDir(factory = MemoryTempDir.class)
    Path temp;

    Site site;
    Path conf;
    final List<String> wrong = new ArrayList<>();
    int heard;

    @BeforeEach
    void make() throws IOException {
        site = new Site(temp);
        conf = SampleVenti.create(temp.resolve("venti"), 2, 8192, 5, 3);
    }

    static boolean disturbs(int c) {
        return c != '\n' && (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.SURROGATE || c == 0x2028 || c == 0x2029);
    }

    /** Runs a command in words and with --json; what is wrong with what it shows is noted. */
    void look(String... words) {
        for (boolean json : new boolean[] {false, true}) {
            List<String> all = new ArrayList<>(Arrays.asList(words));
            if (json) {
                all.add(0, "--json");
            }
            Site.Outcome seen = site.run(all.toArray(String[]::new));
            String shown = seen.out() + "\n" + seen.said();
            heard += shown.contains("FORGED") ? 1 : 0;
            if (shown.codePoints().anyMatch(ForeignWords::disturbs)) {
                wrong.add("%s disturbs: %s".formatted(all, escaped(shown)));
            }
            if (shown.lines().anyMatch(line -> line.strip().startsWith("FORGED"))) {
                wrong.add("%s is forged: %s".formatted(all, escaped(shown)));
            }
            if (shown.contains("Exception") || shown.contains("fault of the program")) {
                wrong.add("%s breaks: %s".formatted(all, escaped(shown)));
            }
            if (json && seen.out().startsWith("{")) {
                try {
                    new ObjectMapper().readTree(seen.out());
                } catch (JsonProcessingException e) {
                    wrong.add("%s is no JSON: %s".formatted(all, escaped(seen.out())));
                }
            }
        }
    }

    static String escaped(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> shown.append(disturbs(c) ? "<%x>".formatted(c) : Character.toString(c)));
        return shown.toString();
    }

    void assertQuiet(int atLeast) {
        assertThat(wrong).isEmpty();
        assertThat(heard).as("how often the words were shown").isGreaterThanOrEqualTo(atLeast);
    }
}
