package org.arenavault.io;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.dataformat.toml.TomlMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * A TOML file of ours that people edit: read whole, and refused with the line that is wrong. What it means, and whether
 * that makes sense, its owner knows.
 *
 * @param path where it is
 * @param shown what people know it by
 * @param disks what it is read through
 * @param most bytes that it can have
 * @param remedy what to do where something is wrong with it
 * @param loss what to do where nothing of it can be used
 */
public record EditedToml(Path path, Path shown, Disks disks, int most, String remedy, String loss) {

    /** Made when a file is not plain, or one is written: most commands do neither, and all would wait for it. */
    private static final class Jackson {

        static final TomlMapper MAPPER = TomlMapper.builder()
                .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
    }

    /** Makes of a text what it means. */
    @FunctionalInterface
    public interface Form<T> {

        /**
         * Makes it.
         *
         * @throws IOException as Jackson has it: it is no text, no TOML, or says what it cannot
         */
        T of(byte[] text) throws IOException;
    }

    /** What a text says in whatever form of TOML. */
    public static <T> T any(byte[] text, Class<T> type) throws IOException {
        return Jackson.MAPPER.readValue(text, type);
    }

    /** The text that says this. */
    public static byte[] write(Object value) throws IOException {
        return Jackson.MAPPER.writeValueAsString(value).getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Its text.
     *
     * @throws CorruptException if it is longer than it can be
     * @throws OwnFileException if it cannot be read
     */
    public byte[] text() throws IOException {
        try (Storage file = OwnFiles.on(disks).openToRead(path)) {
            if (file.size() > most) {
                throw new CorruptException("%s: longer than any %s; %s".formatted(shown, PlainFiles.nameOf(path),
                        loss));
            }
            return PlainToml.withoutMark(file.read(0, (int) file.size()));
        }
    }

    /**
     * What its text means.
     *
     * @throws CorruptException if it means nothing; the line is named
     */
    public <T> T read(byte[] text, Form<T> form) throws CorruptException {
        try {
            return form.of(text);
        } catch (JsonProcessingException e) {
            throw new CorruptException("%s; %s".formatted(JsonWords.of(e, text, shown), remedy), e);
        } catch (IOException e) {
            throw new CorruptException("%s: is no text: %s; %s".formatted(shown, Reason.of(e), loss), e);
        }
    }

    /**
     * What is wrong with a value.
     *
     * @param key where it stands, "medium.name"
     * @param what goes on after the key's name
     */
    public CorruptException damage(byte[] text, String key, String what) {
        int line = JsonWords.line(key, text);
        return new CorruptException("%s%s: '%s' %s; %s".formatted(shown, line > 0 ? ":" + line : "", key, what,
                remedy));
    }

    /** What is wrong with the file as a whole, so that nothing of it can be used. */
    public CorruptException loss(String what) {
        return new CorruptException("%s: %s; %s".formatted(shown, what, loss));
    }
}
