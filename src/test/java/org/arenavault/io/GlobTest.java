package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Patterns of names. */
class GlobTest {

    @ParameterizedTest
    @CsvSource({"arena0, arena0, true", "arena0, arena01, false", "arena*, arena, true", "arena*, arena01, true",
        "*0, arena01, false", "*0, arena00, true", "a?c, abc, true", "a?c, ac, false", "a[b-d]e, ace, true",
        "a[b-d]e, aee, false", "a[!b-d]e, aee, true", "a[!b-d]e, ace, false", "a[]]e, a]e, true", "[[]x, [x, true",
        "*a*b*, xxaxxbxx, true", "*a*b*, xxbxxaxx, false", "a[x-]e, a-e, true", "?, \uD83D\uDE00, true",
        "*.c, main.C, false", "'', '', true", "*, '', true"})
    void aNameIsWhatThePatternSays(String pattern, String name, boolean expected) throws UsageException {
        assertThat(Glob.parse(pattern).matches(name)).isEqualTo(expected);
    }

    @Test
    void aBracketThatIsNotClosedIsAMistake() {
        for (String pattern : new String[] {"[", "a[", "a[b", "[]", "[!]"}) {
            assertThatThrownBy(() -> Glob.parse(pattern)).isInstanceOf(UsageException.class)
                    .hasMessageContaining("']'");
        }
    }

    @Test
    void noPatternTakesForEver() {
        String pattern = "*a".repeat(2000) + "b";
        Assertions.assertTimeoutPreemptively(Duration.ofSeconds(20),
                () -> assertThat(Glob.parse(pattern).matches("a".repeat(10_000))).isFalse());
    }
}
