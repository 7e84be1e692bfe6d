package org.arenavault;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What comments cite of the specifications in docs/spec is there, and each specification lists what it contains. */
class CitationsTest {

    private static final Path SPECIFICATIONS = Path.of("docs/spec");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{2,3} (\\d+(?:\\.\\d+)*)\\.? .*$");
    private static final Pattern LISTED = Pattern.compile("(?m)^ *- \\[(\\d+(?:\\.\\d+)*)\\.? ");
    private static final Pattern CITATION = Pattern.compile(
            "(?<![\\w/-])(venti-format|venti-protocol|optical-emulator|optical|real-drives|replication|history"
            + "|protection)(?:\\.md)?[`)}]* (\\d+(?:\\.\\d+)*)(?![\\d%]|\\.\\d| (?:per|MB|GB|s\\b))");

    private static Map<String, String> specifications() throws IOException {
        Map<String, String> texts = new HashMap<>();
        try (Stream<Path> files = Files.list(SPECIFICATIONS)) {
            for (Path file : files.filter(path -> !path.endsWith("README.md")).toList()) {
                texts.put(file.getFileName().toString().replace(".md", ""), Files.readString(file));
            }
        }
        assertThat(texts).hasSize(8);
        return texts;
    }

    private static Set<String> numbers(Pattern pattern, String text) {
        Set<String> numbers = new HashSet<>();
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            numbers.add(matcher.group(1));
        }
        return numbers;
    }

    @Test
    void everyCitedSectionExists() throws IOException {
        Map<String, Set<String>> sections = new HashMap<>();
        specifications().forEach((name, text) -> sections.put(name, numbers(HEADING, text)));
        Set<String> cited = new TreeSet<>();
        List<String> missing = new ArrayList<>();
        for (String root : List.of("src/main/java", "src/test/java", "media-drivers")) {
            try (Stream<Path> files = Files.walk(Path.of(root))) {
                for (Path file : files.filter(Files::isRegularFile).toList()) {
                    // a citation may be broken over two lines of a comment
                    String text = Files.readString(file, StandardCharsets.UTF_8)
                            .replaceAll("\\s*\\n\\s*(?:\\*|//|#)?\\s*", " ");
                    Matcher matcher = CITATION.matcher(text);
                    while (matcher.find()) {
                        cited.add(matcher.group(1) + " " + matcher.group(2));
                        if (!sections.get(matcher.group(1)).contains(matcher.group(2))) {
                            missing.add("%s cites %s %s".formatted(file, matcher.group(1), matcher.group(2)));
                        }
                    }
                }
            }
        }
        assertThat(cited).hasSizeGreaterThan(60);
        assertThat(missing).isEmpty();
    }

    @Test
    void everySpecificationListsItsSections() throws IOException {
        specifications().forEach((name, text) ->
                assertThat(numbers(LISTED, text)).as(name).isEqualTo(numbers(HEADING, text)));
    }
}
