package org.arenavault.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.Count;
import org.junit.jupiter.api.Test;

/** "1 track", never "1 tracks": what there may be one of is put into words by {@link Count}. */
class CountedThingsTest {

    /** A number that is filled in, and what it counts, in the plural. */
    private static final Pattern PLURAL = Pattern.compile("(?<!=)%,?d (?:(?!to |of )[a-z]+ )?(?:arenas|bits|blanks"
            + "|buckets|chunks|clumps|copies|days|devices|directories|discs|drives|errors|files|folders|lines|links"
            + "|places|problems|roots|scores|seconds|sections|sets|slots|sockets|targets|times|tracks|users"
            + "|violations)\\b");

    /** Where there are several, for fewer are told otherwise or are no reason to speak; or another program reads it. */
    private static final List<String> SEVERAL = List.of("%d discs in a row", "serves %d drives", "there are %d drives",
            "1 to %d drives, 1 to %d slots", "0 to %d discs", "the connection was lost %d times",
            "of %d arena partitions cannot be read", "the archive holds more than %d files",
            "holds more than %d files; nothing was written",
            "lies %d directories deep", "%d arenas; an index takes", "the index map of %d arenas",
            "%d arenas of %d bytes; a table holds", "the fullest of %d buckets", "of its %d arenas",
            "%d bad places", "%d clumps (%d compressed)", "clumps=%d compressed clumps=%d", "an index of %d buckets",
            "index section of %d buckets", "there is room for %d buckets", "its map has %d sections",
            "table claims %d lines", "a table of %d lines", "%d clumps fall into buckets", "%d places",
            "with %d tracks cannot be");

    @Test
    void aThingIsOneOrSeveral() throws IOException {
        assertThat(Count.of(1, "track")).isEqualTo("1 track");
        assertThat(Count.of(0, "index")).isEqualTo("0 indexes");
        assertThat(Count.are(1, "bit")).isEqualTo("1 bit is");
        assertThat(Count.grouped(1, "directory", "directories")).isEqualTo("1 directory");
        assertThat(Count.grouped(12345, "directory", "directories")).isEqualTo("12,345 directories");
    }

    @Test
    void noMessageMakesAPluralByHand() throws IOException {
        List<String> wrong = new ArrayList<>();
        int messages = 0;
        for (String[] message : PrintedCommands.messages()) {
            messages++;
            Matcher plural = PLURAL.matcher(message[1]);
            while (plural.find()) {
                if (SEVERAL.stream().noneMatch(message[1]::contains)) {
                    wrong.add("%s: '%s'".formatted(message[0], message[1]));
                }
            }
        }
        assertThat(wrong).isEmpty();
        assertThat(messages).isGreaterThan(1000);
    }
}
