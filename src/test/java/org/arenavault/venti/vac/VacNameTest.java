package org.arenavault.venti.vac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.arenavault.io.UsageException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of any bytes can be shown, typed and told from paths. */
class VacNameTest {

    @Test
    void textIsShownAsItIs() {
        assertThat(VacName.of("notes 2004.txt")).hasToString("notes 2004.txt");
        String foreign = "caf\u00e9 \u65e5\u672c \ud83d\ude00";
        assertThat(VacName.of(foreign)).hasToString(foreign);
    }

    @Test
    void whatWouldDisturbATerminalIsEscaped() {
        assertThat(VacName.of("a\tb\n\u001b[2Jc\u007f")).hasToString("a\\x09b\\x0a\\x1b[2Jc\\x7f");
        assertThat(VacName.of("c\\d")).hasToString("c\\\\d");
        assertThat(VacName.of("x\u202egnp")).hasToString("x\\xe2\\x80\\xaegnp");
        assertThat(VacName.of("x\u0085y")).hasToString("x\\xc2\\x85y");
        assertThat(VacName.of(new byte[] {'a', (byte) 0xFF, (byte) 0xC3})).hasToString("a\\xff\\xc3");
        assertThat(VacName.of(new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80})).hasToString("\\xed\\xa0\\x80");
    }

    @Test
    void whatIsShownCanBeTyped() throws UsageException {
        for (int seed = 0; seed < 3000; seed++) {
            Random random = new Random(seed);
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            if (random.nextBoolean()) {
                bytes = random.ints(bytes.length, 1, 0x3000).mapToObj(Character::toString)
                        .reduce("", String::concat).getBytes(StandardCharsets.UTF_8);
            }
            VacName name = VacName.of(bytes);
            assertThat(VacName.parse(name.toString())).as("seed %d", seed).isEqualTo(name);
            assertThat(name.toString()).as("seed %d", seed).doesNotContain("\n", "\t", "\u001b", "\u0000");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\x1", "\\y41", "\\xg0", "\\x0"})
    void anEscapeThatIsNoneIsRefused(String text) {
        assertThatThrownBy(() -> VacName.parse(text)).isInstanceOf(UsageException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/", "../x", "a\u0000"})
    void whatLeadsOutOfAFolderIsNotPlain(String name) {
        assertThat(VacName.of(name).isPlain()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"...", ".a", "a.", " ", "-", "..a", "\n"})
    void anythingElseIsPlain(String name) {
        assertThat(VacName.of(name).isPlain()).isTrue();
    }

    @Test
    void orderIsThatOfUnsignedBytes() {
        assertThat(VacName.of("abc")).isGreaterThan(VacName.of("ab"));
        assertThat(VacName.of(new byte[] {(byte) 0x80})).isGreaterThan(VacName.of("z"));
    }
}
