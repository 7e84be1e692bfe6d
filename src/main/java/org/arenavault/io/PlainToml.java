package org.arenavault.io;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/**
 * The plain part of TOML, to which nearly every file of ours keeps: bare keys, tables one below the top, each value on
 * one line. It is read without Jackson, whose start takes longer than most commands that only look. Whatever is not
 * plain, not asked for, missing, or wrong is left to Jackson's reader, which understands all of TOML and has the words
 * for what is wrong; what is read here means the same there.
 */
public final class PlainToml {

    private static final byte[] MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};
    private static final int MOST_DIGITS = 18;
    private static final int MOST_HEX_DIGITS = 15;

    /** A value as it is written, text still in its quotes; the elements of a list. */
    private record Value(boolean list, List<String> tokens) {
    }

    /** Stands for a value that is missing. */
    private static final Value NONE = new Value(false, List.of());

    private final Map<String, Value> values = new HashMap<>();
    private boolean plain = true;
    private String line = "";
    private int at;

    private PlainToml() {
    }

    /**
     * Reads a text whose keys are all known.
     *
     * @param form makes of the values what they mean, and asks for each; an {@link IllegalArgumentException} says that
     *     they mean nothing
     * @return empty if Jackson has to read it
     */
    public static <T> Optional<T> read(byte[] text, Function<PlainToml, T> form) {
        PlainToml toml = new PlainToml();
        toml.parse(new String(text, StandardCharsets.UTF_8));
        if (!toml.plain) {
            return Optional.empty();
        }
        try {
            T made = form.apply(toml);
            return toml.plain && toml.values.isEmpty() ? Optional.of(made) : Optional.empty();
        } catch (IllegalArgumentException e) {
            // whoever reads it next says what is wrong
            return Optional.empty();
        }
    }

    /** A text without the mark of UTF-8 that some editors put before it; Jackson takes it for a sign of the text. */
    public static byte[] withoutMark(byte[] text) {
        return text.length >= MARK.length && Arrays.equals(text, 0, MARK.length, MARK, 0, MARK.length)
                ? Arrays.copyOfRange(text, MARK.length, text.length) : text;
    }

    /** Whether there is a value: "medium.name". */
    public boolean has(String key) {
        return values.containsKey(key);
    }

    /** A text that must be there. */
    public String text(String key) {
        return unquoted(single(key));
    }

    /** A text; the default where there is none. */
    public String text(String key, String otherwise) {
        return has(key) ? text(key) : otherwise;
    }

    /** The texts of a list; none where there is none. */
    public List<String> texts(String key) {
        List<String> texts = new ArrayList<>();
        for (String token : has(key) ? list(key) : List.<String>of()) {
            texts.add(unquoted(token));
        }
        return texts;
    }

    /** A whole number, not negative, that must be there. */
    public long number(String key) {
        return number(single(key), Long.MAX_VALUE);
    }

    /** A whole number of 31 bits that must be there. */
    public int smallNumber(String key) {
        return (int) number(single(key), Integer.MAX_VALUE);
    }

    /** The same; the default where there is none. */
    public int smallNumber(String key, int otherwise) {
        return has(key) ? smallNumber(key) : otherwise;
    }

    /** The numbers of 31 bits of a list that must be there. */
    public List<Integer> smallNumbers(String key) {
        List<Integer> numbers = new ArrayList<>();
        for (String token : list(key)) {
            numbers.add((int) number(token, Integer.MAX_VALUE));
        }
        return numbers;
    }

    /** Whether something holds; false where nothing is said of it. */
    public boolean flag(String key) {
        String token = has(key) ? single(key) : "false";
        plain &= token.equals("true") || token.equals("false");
        return token.equals("true");
    }

    /** An identity that must be there. */
    public UUID uuid(String key) {
        String text = text(key);
        UUID uuid = text.length() == 36 ? UUID.fromString(text) : new UUID(0, 0);
        // the JDK's reader takes shorter parts, too
        plain &= uuid.toString().equalsIgnoreCase(text);
        return uuid;
    }

    /** One of some words, which must be there. */
    public <T> T choice(String key, Map<String, T> words) {
        String word = text(key);
        plain &= words.containsKey(word);
        return words.getOrDefault(word, words.values().iterator().next());
    }

    private String single(String key) {
        Value value = values.getOrDefault(key, NONE);
        values.remove(key);
        plain &= !value.list() && !value.tokens().isEmpty();
        return plain ? value.tokens().get(0) : "";
    }

    private List<String> list(String key) {
        Value value = values.getOrDefault(key, NONE);
        values.remove(key);
        plain &= value.list();
        return plain ? value.tokens() : List.of();
    }

    private String unquoted(String token) {
        plain &= token.startsWith("'") || token.startsWith("\"");
        return plain ? token.substring(1, token.length() - 1) : "";
    }

    private long number(String token, long most) {
        int base = token.startsWith("0x") ? 16 : 10;
        String digits = base == 16 ? token.substring(2) : token;
        boolean padded = base == 10 && digits.length() > 1 && digits.startsWith("0");
        plain &= !padded && !digits.isEmpty() && digits.length() <= (base == 16 ? MOST_HEX_DIGITS : MOST_DIGITS);
        for (int i = 0; i < digits.length(); i++) {
            plain &= Character.digit(digits.charAt(i), base) >= 0;
        }
        long number = plain ? Long.parseLong(digits, base) : 0;
        plain &= number <= most;
        return number;
    }

    private void parse(String text) {
        String table = "";
        boolean empty = false;
        int from = 0;
        while (plain && from < text.length()) {
            int end = text.indexOf('\n', from);
            end = end < 0 ? text.length() : end;
            line = text.substring(from, end > from && end < text.length() && text.charAt(end - 1) == '\r' ? end - 1
                    : end);
            for (int i = 0; i < line.length(); i++) {
                plain &= isPlain(line.charAt(i));
            }
            from = end + 1;
            at = 0;
            skipBlanks();
            if (peek() == '[') {
                at++;
                String name = key();
                plain &= peek() == ']' && !empty && name.indexOf('.') < 0;
                at++;
                end();
                table = name + ".";
                for (String known : values.keySet()) {
                    plain &= !known.startsWith(table);
                }
                empty = true;
            } else if (peek() != 0 && peek() != '#') {
                entry(table);
                empty = false;
            }
        }
        // Jackson makes something of a table without a key
        plain &= !empty;
    }

    private void entry(String table) {
        String key = key();
        skipBlanks();
        plain &= peek() == '=';
        at++;
        skipBlanks();
        Value value = value();
        end();
        plain &= !has(table + key);
        values.put(table + key, value);
    }

    private Value value() {
        if (peek() != '[') {
            return new Value(false, List.of(token()));
        }
        List<String> tokens = new ArrayList<>();
        do {
            at++;
            skipBlanks();
            if (peek() == ']' && tokens.isEmpty()) {
                break;
            }
            tokens.add(token());
            skipBlanks();
        } while (peek() == ',' && plain);
        plain &= peek() == ']';
        at++;
        return new Value(true, tokens);
    }

    private String token() {
        int from = start();
        char quote = peek();
        if (quote == '"' || quote == '\'') {
            int close = line.indexOf(quote, at + 1);
            plain &= close > 0 && (quote == '\'' || line.substring(at, close).indexOf('\\') < 0);
            at = plain ? close + 1 : line.length();
        } else {
            while (isBare(peek())) {
                at++;
            }
            plain &= at > from;
        }
        return line.substring(from, at);
    }

    /** Where something begins: at the end of the line at the latest, for what should be there may be missing. */
    private int start() {
        at = Math.min(at, line.length());
        return at;
    }

    private String key() {
        int from = start();
        while (isBare(peek()) || peek() == '.') {
            at++;
        }
        String key = line.substring(from, at);
        plain &= !key.isEmpty() && key.charAt(0) != '.' && !key.endsWith(".") && !key.contains("..");
        return key;
    }

    /** What stands behind a value or a table's name is nothing, or a comment. */
    private void end() {
        skipBlanks();
        plain &= peek() == 0 || peek() == '#';
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\t') {
            at++;
        }
    }

    /** NUL at the end of the line; none stands within it. */
    private char peek() {
        return at < line.length() ? line.charAt(at) : 0;
    }

    private static boolean isBare(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '-';
    }

    /** No sign that steers anything, ends a line, marks the order of bytes, or stands for bytes that are no text. */
    private static boolean isPlain(char c) {
        return c == '\t' || (c >= ' ' && c < 0x7F)
                || (c >= 0xA0 && c != 0x2028 && c != 0x2029 && c != 0xFEFF && c != 0xFFFD);
    }
}
