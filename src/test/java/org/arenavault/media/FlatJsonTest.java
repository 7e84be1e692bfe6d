package org.arenavault.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What labels and lines of the ledger are made of: fields of four kinds, each once, each asked for by its kind. */
class FlatJsonTest {

    private static final UUID ID = new UUID(3, 4);
    private static final Instant TIME = Instant.parse("2026-11-30T01:02:03Z");

    private final FlatJson line = new FlatJson().put("text", "a\"\u00e4\n").put("number", 7L).put("true", true)
            .put("false", false).put("id", ID).put("time", TIME);

    @Test
    void fieldsComeBackInTheirOrderAndByTheirKind() throws CorruptException {
        FlatJson read = FlatJson.parse(line.format());
        assertThat(read).isEqualTo(line).hasSameHashCodeAs(line).hasToString(line.format());
        assertThat(read.names()).containsExactly("text", "number", "true", "false", "id", "time");
        assertThat(read.text("text")).isEqualTo("a\"\u00e4\n");
        assertThat(read.number("number")).isEqualTo(7);
        assertThat(read.smallNumber("number")).isEqualTo(7);
        assertThat(read.bool("true")).isTrue();
        assertThat(read.bool("false")).isFalse();
        assertThat(read.uuid("id")).isEqualTo(ID);
        assertThat(read.instant("time")).isEqualTo(TIME);
        assertThat(read.optional("text")).contains("a\"\u00e4\n");
        assertThat(read.optional("other")).isEmpty();
        assertThat(read.has("text")).isTrue();
        assertThat(read.has("other")).isFalse();
        assertThat(FlatJson.parse("{}").names()).isEmpty();
        assertThat(read).isNotEqualTo(new FlatJson()).isNotEqualTo("");
        assertThat(line.format())
                .startsWith("{\"text\":\"a\\\"\u00e4\\n\",\"number\":7,\"true\":true,\"false\":false,");
    }

    @Test
    void aFieldOfAnotherKindIsNamed() {
        assertThatThrownBy(() -> line.text("number")).hasMessage("lacks a text 'number'");
        assertThatThrownBy(() -> line.text("none")).hasMessage("lacks a text 'none'");
        assertThatThrownBy(() -> line.number("text")).hasMessage("lacks a whole number 'text'");
        assertThatThrownBy(() -> line.bool("number")).hasMessage("lacks a truth value 'number'");
        assertThatThrownBy(() -> line.uuid("text")).hasMessage("field 'text' is no UUID");
        assertThatThrownBy(() -> line.instant("text")).hasMessage("field 'text' is no time");
        assertThatThrownBy(() -> line.optional("number")).isInstanceOf(CorruptException.class);
    }

    @Test
    void numbersAreNotNegativeAndSmallOnesHave31Bits() throws CorruptException {
        FlatJson numbers = FlatJson.parse("{\"a\":0,\"b\":-1,\"c\":2147483647,\"d\":2147483648,"
                + "\"e\":9223372036854775807}");
        assertThat(numbers.number("a")).isZero();
        assertThatThrownBy(() -> numbers.number("b")).isInstanceOf(CorruptException.class);
        assertThat(numbers.smallNumber("c")).isEqualTo(Integer.MAX_VALUE);
        assertThatThrownBy(() -> numbers.smallNumber("d")).hasMessage("lacks a number below 2^31 'd'");
        assertThat(numbers.number("d")).isEqualTo(1L << 31);
        assertThat(numbers.number("e")).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "7", "null", "{} x", "{}{}", "{\"a\":1,\"a\":1}", "{\"a\":null}",
        "{\"a\":1.0}", "{\"a\":[]}", "{\"a\":{}}", "{\"a\":9223372036854775808}", "{\"a\":tru}", "{a:1}", "{\"a\":1,}",
        "{\"a\"", "{\"a\":\"\n\"}", "\"a\""})
    void whatIsNoFlatObjectIsRefusedInOneLine(String text) {
        assertThatThrownBy(() -> FlatJson.parse(text)).isInstanceOf(CorruptException.class)
                .message().doesNotContain("\n").matches("(is no JSON object|goes on|holds the field|field 'a').*");
    }

    @Test
    void fieldsAreAddedBehindOthersAndTakenAway() {
        FlatJson more = new FlatJson().put("x", 1).putAll(line);
        assertThat(more.names()).startsWith("x", "text").hasSize(7);
        assertThat(more.without(Set.of("x"))).isEqualTo(line);
        assertThat(more.without(Set.of("none"))).isEqualTo(more);
        assertThat(more.names()).as("what is taken away stays in the other").contains("x");
        assertThat(new FlatJson().put("a", 1).put("a", 2).format()).isEqualTo("{\"a\":2}");
    }
}
