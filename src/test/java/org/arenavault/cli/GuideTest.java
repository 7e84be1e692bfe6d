package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What the guide quotes is what the program says, and what the documents link to is there. */
class GuideTest {

    private static final Pattern MESSAGE = Pattern.compile("(?m)^### `(.*)`$");
    private static final Pattern LINK = Pattern.compile("]\\(([^)\\s]+)\\)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*)$");
    /** Blocks of code are no text: an indented one, or one between fences. */
    private static final Pattern CODE = Pattern.compile("(?m)^```(?s:.*?)^```$|^ {4}.*$");

    static Stream<Path> documents() throws IOException {
        return Stream.concat(Stream.of("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md").map(Path::of),
                DocumentsTest.documents());
    }

    /** Whether these words stand in a message in this order; what lies between is filled in. */
    private static boolean says(String message, String quoted) {
        int at = 0;
        for (String words : quoted.split(Pattern.quote("..."))) {
            at = message.indexOf(words.strip(), at);
            if (at < 0) {
                return false;
            }
            at += words.strip().length();
        }
        return true;
    }

    @Test
    void everyMessageOfTheTroubleshootingIsOneOfTheProgram() throws IOException {
        List<String> messages = PrintedCommands.messages().stream().map(message -> message[1]).toList();
        Matcher quoted = MESSAGE.matcher(Files.readString(Path.of("docs/guide/troubleshooting.md")));
        List<String> unknown = new ArrayList<>();
        int count = 0;
        while (quoted.find()) {
            count++;
            String text = quoted.group(1);
            if (messages.stream().noneMatch(message -> says(message, text))) {
                unknown.add(text);
            }
        }
        assertThat(unknown).isEmpty();
        assertThat(count).isGreaterThan(30);
    }

    @ParameterizedTest
    @MethodSource("documents")
    void everyRelativeLinkLeadsSomewhere(Path document) throws IOException {
        Matcher link = LINK.matcher(CODE.matcher(Files.readString(document)).replaceAll(""));
        while (link.find()) {
            String target = link.group(1);
            if (target.matches("[a-z]+:.*")) {
                continue;
            }
            String[] parts = target.split("#", 2);
            Path file = parts[0].isEmpty() ? document : document.resolveSibling(parts[0]).normalize();
            assertThat(file).as("%s: %s", document, target).exists();
            if (parts.length == 2) {
                assertThat(anchors(file)).as("%s: %s", document, target).contains(parts[1]);
            }
        }
    }

    /** The names that headings get where Markdown is shown. */
    private static List<String> anchors(Path file) throws IOException {
        return HEADING.matcher(CODE.matcher(Files.readString(file)).replaceAll("")).results()
                .map(heading -> heading.group(1).replace("`", "").toLowerCase(Locale.ROOT)
                        .replaceAll("[^\\p{Alnum} _-]", "").replace(' ', '-'))
                .collect(Collectors.toList());
    }
}
