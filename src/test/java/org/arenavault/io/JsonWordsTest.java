package org.arenavault.io;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is wrong in a file that somebody edits stands on the line that is named. */
class JsonWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '>', value = {
        "a = 1|b = 2|a = 3|c = 4|>3",
        "a = 1|a = 3>2",
        "a = 1|a = 3|>2",
        "a=1||# c|a=2 # d|# e|  |  # f|b=3|>4",
        "[x]|a=1||||a=2||b=4|>6",
        "a.b=1|a.b=2||c=2|>2",
        "a=1|a={b=1,b=2}|c=1|>2",
        "x={b=1,b=2}||c=3|>1",
        "[x]|a=1|[y]|b=2|[x]|c=3|>5",
        "b=1|a=||c=2|>2",
        "b=1||= 1|>3",
    })
    void theLineIsThatOfTheFault(String lines, int line) {
        for (String end : new String[] {"\n", "\r\n"}) {
            byte[] text = lines.replace("|", end).getBytes(StandardCharsets.UTF_8);
            JsonProcessingException failure = catchThrowableOfType(JsonProcessingException.class,
                    () -> new TomlMapper().readTree(text));
            assertThat(JsonWords.of(failure, text, "x.toml")).startsWith("x.toml:%d: ".formatted(line));
        }
    }
}
