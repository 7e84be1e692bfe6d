package org.arenavault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Of every fixture it is written how it was made. */
class FixturesTest {

    private static final Path FIXTURES = Path.of("src/test/resources");
    private static final Path README = FIXTURES.resolve("README.md");
    private static final Pattern ROW = Pattern.compile("\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\|");

    /** How each was made, by its path; the first table is theirs. */
    private static Map<String, String> named() throws IOException {
        Map<String, String> named = new TreeMap<>();
        for (String line : Files.readAllLines(README)) {
            if (line.startsWith("## ")) {
                break;
            }
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                assertThat(named.put(row.group(1), row.group(3).strip())).as(line).isNull();
            }
        }
        return named;
    }

    @Test
    void everyFixtureIsNamedAndNothingThatIsGone() throws IOException {
        try (Stream<Path> files = Files.walk(FIXTURES)) {
            List<String> there = files.filter(Files::isRegularFile).filter(file -> !file.equals(README))
                    .map(file -> FIXTURES.relativize(file).toString()).sorted().toList();
            assertThat(there).isNotEmpty();
            assertThat(named().keySet()).containsExactlyElementsOf(there);
        }
    }

    @Test
    void itIsSaidHowEachWasMade() throws IOException {
        assertThat(named()).allSatisfy((file, how) -> assertThat(how).as(file)
                .matches("(recorded, see below|the same|.{40,})"));
    }
}
