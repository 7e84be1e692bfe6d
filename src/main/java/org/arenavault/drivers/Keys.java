package org.arenavault.drivers;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.arenavault.io.Plain;

/**
 * One table of a description, read key by key. What is wrong is noted, with the key's full name, and reading goes on
 * with the default, so that a description's author gets to know everything at once.
 */
final class Keys {

    private final JsonNode table;
    private final String path;
    private final List<String> problems;
    private final Set<String> asked = new HashSet<>();

    /**
     * A table.
     *
     * @param path its name for messages; empty at the top
     * @param problems where what is wrong is noted
     */
    Keys(JsonNode table, String path, List<String> problems) {
        this.table = table;
        this.path = path;
        this.problems = problems;
        if (!table.isMissingNode() && !table.isObject()) {
            problems.add("%s: a table is expected".formatted(path));
        }
    }

    /** The full name of a key. */
    String nameOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    void problem(String key, String what) {
        problems.add("%s: %s".formatted(nameOf(key), what));
    }

    boolean has(String key) {
        return table.has(key);
    }

    private JsonNode value(String key) {
        asked.add(key);
        return table.path(key);
    }

    /** A text; the default where there is none. */
    String text(String key, String otherwise) {
        JsonNode value = value(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isTextual()) {
            problem(key, "a text in quotes is expected");
            return otherwise;
        }
        return value.textValue();
    }

    /** A text that must be there. */
    String text(String key) {
        if (!has(key)) {
            problem(key, "is missing");
        }
        return text(key, "");
    }

    /** A whole number within bounds; the default where there is none. */
    int number(String key, int least, int most, int otherwise) {
        JsonNode value = value(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        if (!value.isIntegralNumber() || !value.canConvertToInt() || value.intValue() < least
                || value.intValue() > most) {
            problem(key, "a number from %d to %d is expected".formatted(least, most));
            return otherwise;
        }
        return value.intValue();
    }

    /** One of the constants of an enum, written in any case; the default where there is none. */
    <E extends Enum<E>> E choice(String key, E[] values, E otherwise) {
        String text = text(key, otherwise.name()).replace('-', '_');
        List<String> known = new ArrayList<>();
        for (E value : values) {
            if (value.name().equalsIgnoreCase(text)) {
                return value;
            }
            known.add(value.name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        problem(key, "one of %s is expected".formatted(String.join(", ", known)));
        return otherwise;
    }

    boolean bool(String key, boolean otherwise) {
        JsonNode value = value(key);
        if (!value.isMissingNode() && !value.isBoolean()) {
            problem(key, "true or false is expected");
        }
        return value.asBoolean(otherwise);
    }

    /** Texts of a list; none where there is none. */
    List<String> texts(String key, int most) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : elements(key, most)) {
            if (element.isTextual()) {
                texts.add(element.textValue());
            } else {
                problem(key, "a list of texts is expected");
            }
        }
        return texts;
    }

    /** Whole numbers within bounds of a list, or one alone; none where there is none. */
    List<Integer> numbers(String key, int least, int bound, int most) {
        List<Integer> numbers = new ArrayList<>();
        for (JsonNode element : value(key).isIntegralNumber() ? List.of(value(key)) : elements(key, most)) {
            if (element.isIntegralNumber() && element.canConvertToInt() && element.intValue() >= least
                    && element.intValue() <= bound) {
                numbers.add(element.intValue());
            } else {
                problem(key, "numbers from %d to %d are expected".formatted(least, bound));
            }
        }
        return numbers;
    }

    /** The tables of a list; none where there is none. */
    List<Keys> tables(String key, int most) {
        List<Keys> tables = new ArrayList<>();
        for (JsonNode element : elements(key, most)) {
            tables.add(new Keys(element, "%s[%d]".formatted(nameOf(key), tables.size() + 1), problems));
        }
        return tables;
    }

    private List<JsonNode> elements(String key, int most) {
        JsonNode value = value(key);
        List<JsonNode> elements = new ArrayList<>();
        if (value.isArray() && value.size() <= most) {
            value.forEach(elements::add);
        } else if (!value.isMissingNode()) {
            problem(key, "a list of %d at the most is expected".formatted(most));
        }
        return elements;
    }

    /** A table within this one; an empty one where there is none. */
    Keys table(String key) {
        return new Keys(value(key), nameOf(key), problems);
    }

    /** The names of all keys. */
    List<String> names() {
        List<String> names = new ArrayList<>();
        for (Iterator<String> all = table.fieldNames(); all.hasNext();) {
            names.add(all.next());
        }
        return names;
    }

    /** Notes the keys that nobody asked for. */
    void end() {
        for (String name : names()) {
            if (!asked.contains(name)) {
                problem(Plain.field(name), "no such key is known here");
            }
        }
    }
}
