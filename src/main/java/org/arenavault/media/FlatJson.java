package org.arenavault.media;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.StringWriter;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.arenavault.io.CorruptException;
import org.arenavault.io.JsonWords;

/**
 * A flat JSON object of texts, whole numbers and truth values, in their order: what labels and ledger lines are
 * made of. Nothing nested, so that a line can be read with the simplest tools.
 */
public final class FlatJson {

    private static final JsonFactory JSON = new JsonFactory();

    private final Map<String, Object> fields = new LinkedHashMap<>();

    /**
     * Parses a JSON object.
     *
     * @throws CorruptException if it is none, or holds a field twice or one of another kind
     */
    public static FlatJson parse(String text) throws CorruptException {
        FlatJson line = new FlatJson();
        try (JsonParser parser = JSON.createParser(text)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new CorruptException("is no JSON object");
            }
            while (parser.nextToken() != JsonToken.END_OBJECT) {
                String name = parser.currentName();
                if (line.fields.put(name, value(name, parser)) != null) {
                    throw new CorruptException("holds the field '" + name + "' twice");
                }
            }
            if (parser.nextToken() != null) {
                throw new CorruptException("goes on behind its JSON object");
            }
        } catch (CorruptException e) {
            throw e;
        } catch (JsonProcessingException e) {
            throw new CorruptException("is no JSON object: " + JsonWords.of(e), e);
        } catch (IOException e) {
            throw new CorruptException("is no JSON object: " + e.getMessage(), e);
        }
        return line;
    }

    private static Object value(String name, JsonParser parser) throws IOException {
        return switch (parser.nextToken()) {
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> parser.getLongValue();
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            default -> throw new CorruptException("field '" + name + "' is no text, whole number or truth value");
        };
    }

    /** Adds a text. */
    public FlatJson put(String name, String value) {
        fields.put(name, value);
        return this;
    }

    /** Adds a whole number. */
    public FlatJson put(String name, long value) {
        fields.put(name, value);
        return this;
    }

    /** Adds a truth value. */
    public FlatJson put(String name, boolean value) {
        fields.put(name, value);
        return this;
    }

    /** Adds a UUID as text. */
    public FlatJson put(String name, UUID value) {
        return put(name, value.toString());
    }

    /** Adds a time as ISO 8601 text in UTC. */
    public FlatJson put(String name, Instant value) {
        return put(name, value.toString());
    }

    /** All fields of {@code others} behind those of this line. */
    public FlatJson putAll(FlatJson others) {
        fields.putAll(others.fields);
        return this;
    }

    /** The fields that are called otherwise. */
    public FlatJson without(Set<String> names) {
        FlatJson others = new FlatJson().putAll(this);
        others.fields.keySet().removeAll(names);
        return others;
    }

    /** What its fields are called, in their order. */
    public Set<String> names() {
        return Collections.unmodifiableSet(fields.keySet());
    }

    /** Whether there is such a field. */
    public boolean has(String name) {
        return fields.containsKey(name);
    }

    /**
     * The text of a field.
     *
     * @throws CorruptException if there is none; so too for the other kinds
     */
    public String text(String name) throws CorruptException {
        if (fields.get(name) instanceof String text) {
            return text;
        }
        throw missing(name, "text");
    }

    /** A whole number that is not negative. */
    public long number(String name) throws CorruptException {
        if (fields.get(name) instanceof Long number && number >= 0) {
            return number;
        }
        throw missing(name, "whole number");
    }

    /** A whole number from 0 to 2^31 - 1. */
    public int smallNumber(String name) throws CorruptException {
        long number = number(name);
        if (number > Integer.MAX_VALUE) {
            throw missing(name, "number below 2^31");
        }
        return (int) number;
    }

    /** A truth value. */
    public boolean bool(String name) throws CorruptException {
        if (fields.get(name) instanceof Boolean truth) {
            return truth;
        }
        throw missing(name, "truth value");
    }

    /** A UUID. */
    public UUID uuid(String name) throws CorruptException {
        try {
            return UUID.fromString(text(name));
        } catch (IllegalArgumentException e) {
            throw new CorruptException("field '" + name + "' is no UUID", e);
        }
    }

    /** A time. */
    public Instant instant(String name) throws CorruptException {
        try {
            return Instant.parse(text(name));
        } catch (DateTimeException e) {
            throw new CorruptException("field '" + name + "' is no time", e);
        }
    }

    /** The text of a field that need not be there. */
    public Optional<String> optional(String name) throws CorruptException {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    private static CorruptException missing(String name, String kind) {
        return new CorruptException("lacks a %s '%s'".formatted(kind, name));
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FlatJson line && fields.equals(line.fields);
    }

    @Override
    public int hashCode() {
        return fields.hashCode();
    }

    @Override
    public String toString() {
        return format();
    }

    /** The JSON object. */
    public String format() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> field : fields.entrySet()) {
                json.writeObjectField(field.getKey(), field.getValue());
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory", e);
        }
        return text.toString();
    }
}
