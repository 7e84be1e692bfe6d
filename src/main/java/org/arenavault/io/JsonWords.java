package org.arenavault.io;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import java.lang.reflect.Field;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What Jackson refuses in a file that somebody edits, in words: the line if it is known, the key, what is allowed. */
public final class JsonWords {

    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*([^\\[\\]]+?)\\s*\\]\\s*(#.*)?");
    private static final Pattern CLASS = Pattern.compile("\\(?(class |`)?\\b(org|com|java|javax)\\.[\\w.$<>,`]+\\)?");

    /** What Jackson says of a key that a table has already. */
    private static final String DUPLICATE = "Duplicate key";

    private JsonWords() {
    }

    /** One line, without the name of a class. */
    public static String of(JsonProcessingException failure) {
        return failure instanceof JsonMappingException mapping ? mapping(mapping)
                : plain(failure.getOriginalMessage());
    }

    /**
     * The same of a file, with its name and, where it is known, the line: {@code set.toml:3: there is no key 'nmae'}.
     *
     * @param text of the file
     * @param file as people know it
     */
    public static String of(JsonProcessingException failure, byte[] text, Object file) {
        int line = line(failure, text);
        return "%s%s: %s".formatted(file, line > 0 ? ":" + line : "", of(failure));
    }

    private static String mapping(JsonMappingException failure) {
        String key = key(failure);
        if (failure instanceof UnrecognizedPropertyException unknown) {
            Collection<Object> allowed = unknown.getKnownPropertyIds();
            List<String> known = allowed == null ? List.of()
                    : allowed.stream().map(String::valueOf).sorted().toList();
            String like = Spelling.nearest(unknown.getPropertyName(), known);
            return "there is no key '%s'%s; there are: %s".formatted(key, like.isEmpty() ? ""
                    : "; is it '%s'?".formatted(like), String.join(", ", known));
        }
        if (failure instanceof InvalidFormatException wrong) {
            return "'%s' cannot be '%s'; it is %s".formatted(key, wrong.getValue(), wanted(wrong.getTargetType()));
        }
        if (failure.getCause() instanceof IllegalArgumentException || failure.getCause() instanceof VaultException) {
            return plain(Reason.of(failure.getCause()));
        }
        String said = String.valueOf(failure.getOriginalMessage());
        if (said.startsWith("Missing required creator property")) {
            Matcher missing = QUOTED.matcher(said);
            return "the key '%s' is missing".formatted((key.isEmpty() ? "" : key + ".")
                    + (missing.find() ? missing.group(1) : ""));
        }
        if (failure instanceof MismatchedInputException wrong) {
            return key.isEmpty() ? "is empty, or not made of keys and values"
                    : "'%s' is of the wrong kind; it is %s".formatted(key, wanted(wrong.getTargetType()));
        }
        return key.isEmpty() ? plain(said) : "'%s': %s".formatted(key, plain(said));
    }

    private static String key(JsonMappingException failure) {
        StringBuilder key = new StringBuilder();
        for (JsonMappingException.Reference step : failure.getPath()) {
            if (step.getFieldName() != null) {
                key.append(key.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return key.toString();
    }

    private static String wanted(Class<?> type) {
        if (type == null) {
            return "something else";
        }
        if (type.isEnum()) {
            List<String> names = new ArrayList<>();
            for (Field field : type.getFields()) {
                if (field.isEnumConstant()) {
                    JsonProperty name = field.getAnnotation(JsonProperty.class);
                    names.add(name == null ? field.getName() : name.value());
                }
            }
            return "one of: " + String.join(", ", names);
        }
        if (type == UUID.class) {
            return "an identity such as 01234567-89ab-cdef-0123-456789abcdef";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type == String.class) {
            return "a text in quotation marks";
        }
        return Collection.class.isAssignableFrom(type) ? "a list in brackets" : "a section with keys";
    }

    private static String plain(String said) {
        String line = String.valueOf(said).replaceAll("\\s+", " ");
        return CLASS.matcher(line).replaceAll("?").replace("Exception", "error");
    }

    /** The place that the parser names; else that of the key, if one line alone begins with it. */
    private static int line(JsonProcessingException failure, byte[] text) {
        if (failure.getLocation() != null && failure.getLocation().getLineNr() > 0) {
            int line = failure.getLocation().getLineNr();
            return DUPLICATE.equals(failure.getOriginalMessage()) && failure.getLocation().getColumnNr() == 1
                    ? lastEntry(line - 1, text) : line;
        }
        if (!(failure instanceof JsonMappingException mapping) || mapping.getPath().isEmpty()) {
            return 0;
        }
        return mapping.getPath().get(mapping.getPath().size() - 1).getFieldName() == null ? 0
                : line(key(mapping), text);
    }

    /** The last line that says something: a parser that has read on behind an entry names a later one. */
    private static int lastEntry(int before, byte[] text) {
        List<String> lines = new String(text, StandardCharsets.UTF_8).lines().limit(before).toList();
        int line = lines.size();
        while (line > 1 && lines.get(line - 1).matches("\\s*(#.*)?")) {
            line--;
        }
        return line;
    }

    /**
     * The number of the line on which a key stands.
     *
     * @param path the key behind the names of its sections, "medium.name"
     * @return 0 if no line begins with the key, or several do and their sections do not tell which one is meant
     */
    public static int line(String path, byte[] text) {
        int dot = path.lastIndexOf('.');
        Pattern begins = Pattern.compile("\\s*(\\[+\\s*)?" + Pattern.quote(path.substring(dot + 1))
                + "\\s*[=\\].].*");
        Pattern whole = Pattern.compile("\\s*" + Pattern.quote(path) + "\\s*=.*");
        List<Integer> found = new ArrayList<>();
        List<Integer> inSection = new ArrayList<>();
        String section = "";
        int number = 0;
        for (String line : new String(text, StandardCharsets.UTF_8).lines().toList()) {
            number++;
            Matcher header = SECTION.matcher(line);
            section = header.matches() ? header.group(1) : section;
            boolean dotted = dot >= 0 && section.isEmpty() && whole.matcher(line).matches();
            if (dotted || begins.matcher(line).matches()) {
                found.add(number);
                if (dotted || section.equals(dot < 0 ? "" : path.substring(0, dot))) {
                    inSection.add(number);
                }
            }
        }
        List<Integer> meant = found.size() == 1 ? found : inSection;
        return meant.size() == 1 ? meant.get(0) : 0;
    }
}
