package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** A value of a set.toml is changed where it stands; no other sign of the text moves. */
class TomlTextTest {

    private static final String TEXT = """
            # of the operator
            version = 1
            name = 'a#b' # a name

            [medium] # discs
            name = "bd-r"
            device = "/dev/sr0" # the old one
            """;

    private static String with(String text, String key, String value) {
        return TomlText.with(text, Map.of(key, value));
    }

    @Test
    void aValueChangesInItsPlace() {
        assertThat(with(TEXT, "medium.name", "'dvd-r'")).isEqualTo(TEXT.replace("\"bd-r\"", "'dvd-r'"));
        assertThat(with(TEXT, "name", "'c'")).isEqualTo(TEXT.replace("'a#b'", "'c'"));
        assertThat(with(TEXT, "version", "2")).isEqualTo(TEXT.replace("= 1", "= 2"));
        String dotted = "medium.name = 'a'\n[source]\nname = 'b'\n";
        assertThat(with(dotted, "medium.name", "'c'")).isEqualTo(dotted.replace("'a'", "'c'"));
    }

    @Test
    void aListIsChangedWhateverItsTextsHold() {
        for (String list : new String[] {"[]", "['/a']", "['/a#b', \"/c]d\"]", "[ \"/a\\\"#\", '/[b' ]"}) {
            String text = "[source]\narenas = %s # where\n".formatted(list);
            assertThat(with(text, "source.arenas", "['/x']")).as(list)
                    .isEqualTo("[source]\narenas = ['/x'] # where\n");
        }
    }

    @Test
    void aValueThatGoesLeavesItsCommentBehind() {
        assertThat(with(TEXT, "medium.device", "")).isEqualTo(TEXT.replace("device = \"/dev/sr0\" # the", "# the"));
        assertThat(with(TEXT, "medium.name", "")).isEqualTo(TEXT.replace("name = \"bd-r\"\n", ""));
    }

    @Test
    void linesEndAsTheyDid() {
        String text = TEXT.replace("\n", "\r\n");
        assertThat(with(text, "medium.name", "'dvd-r'")).isEqualTo(text.replace("\"bd-r\"", "'dvd-r'"));
        assertThat(with(text, "medium.name", "")).isEqualTo(text.replace("name = \"bd-r\"\r\n", ""));
        assertThat(with(text, "medium.spare", "'none'"))
                .isEqualTo(text.replace("discs\r\n", "discs\r\nspare = 'none'\r\n"));
        String mixed = "a = 1\r\nb = 2\nc = 3";
        assertThat(with(mixed, "b", "4")).isEqualTo("a = 1\r\nb = 4\nc = 3");
        assertThat(with(mixed, "c", "4")).isEqualTo("a = 1\r\nb = 2\nc = 4");
    }

    @Test
    void aNewKeyStandsInItsTableOrAboveAllTables() {
        assertThat(with(TEXT, "medium.spare", "'none'"))
                .isEqualTo(TEXT.replace("# discs\n", "# discs\nspare = 'none'\n"));
        assertThat(with(TEXT, "last_disc", "3")).isEqualTo("last_disc = 3\n" + TEXT);
        assertThat(with(TEXT, "source.flush", "true"))
                .isEqualTo(TEXT.replace("[medium]", "source.flush = true\n[medium]"));
        assertThat(with("[medium]", "medium.name", "'a'")).isEqualTo("[medium]\nname = 'a'\n");
        assertThat(with("a = 1", "source.flush", "true")).isEqualTo("a = 1\nsource.flush = true\n");
        assertThat(with("", "version", "2")).isEqualTo("version = 2\n");
    }

    @Test
    void aCommentIsToldFromANumberSignInAText() {
        for (String text : new String[] {"a = 1 # b", "# b", "a = 'b' #", "a = 'b#c' # d", "a = \"\\\"\" # \""}) {
            assertThat(TomlText.hasComment(text)).as(text).isTrue();
        }
        for (String text : new String[] {"", "a = 1", "a = 'b#c'", "a = \"b\\\"#c\"", "a = ['#', \"#\"]"}) {
            assertThat(TomlText.hasComment(text)).as(text).isFalse();
        }
    }

    @Test
    void aTextOfSixtyThousandSignsTakesNoStack() {
        for (String sign : new String[] {"x", "\\\\", "#"}) {
            String text = "a = \"%s\"\nb = ['%s', \"%s\"]\n".formatted(sign.repeat(20_000), "y".repeat(20_000),
                    sign.repeat(20_000));
            assertThat(TomlText.hasComment(text)).isFalse();
            assertThat(TomlText.with(text, Map.of("a", "1"))).startsWith("a = 1\nb = [");
            assertThat(TomlText.with(text, Map.of("b", "1"))).endsWith("\nb = 1\n");
        }
    }

    @Test
    void whatIsQuotedComesBack() {
        assertThat(TomlText.quoted("/a b#")).isEqualTo("'/a b#'");
        assertThat(TomlText.quoted("it's \"\\")).isEqualTo("\"it's \\\"\\\\\"");
    }
}
