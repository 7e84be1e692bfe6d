package org.arenavault.io;

import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.Optional;

/**
 * What stands behind a key of a file that people edit: what it means, and what it can be. A command that changes the
 * file and whoever reads it ask the same rule.
 *
 * @param key its full name, "medium.spare"
 * @param meaning what it decides
 * @param usual what holds where nothing else was chosen; empty if something has to be
 * @param allowed what it can be, in words
 * @param form makes of what is said what is kept
 */
public record KeyRule(String key, String meaning, Optional<String> usual, String allowed, Form form) {

    private static final int LONGEST = 8192;

    /** What is said in the form in which it is kept. */
    @FunctionalInterface
    public interface Form {

        /**
         * Makes it.
         *
         * @throws UsageException if it cannot be
         */
        String of(KeyRule rule, String said) throws UsageException;
    }

    /** Reads a value. */
    @FunctionalInterface
    public interface Parser<T> {

        /**
         * Reads it.
         *
         * @throws UsageException if it means nothing
         */
        T parse(String value) throws UsageException;
    }

    /**
     * What an operator says, in the form in which it is kept; nothing said is what is usual.
     *
     * @throws UsageException if it cannot be; what can is said
     */
    public String parse(String said) throws UsageException {
        boolean text = StandardCharsets.UTF_8.newEncoder().canEncode(said)
                && said.chars().noneMatch(Character::isISOControl);
        if (!text || said.length() > LONGEST) {
            throw new UsageException("%s takes no such text: %s".formatted(key, allowed));
        }
        if (said.isEmpty() && usual.isEmpty()) {
            throw wrong(said);
        }
        return normal(said.isEmpty() ? usual.get() : said);
    }

    /**
     * What is said, in the form in which it is kept.
     *
     * @throws UsageException if it cannot be
     */
    public String normal(String value) throws UsageException {
        return form.of(this, value);
    }

    /** What a parser that knows nothing of the key makes of a value. */
    public <T> T parsed(String value, Parser<T> parser) throws UsageException {
        try {
            return parser.parse(value);
        } catch (InvalidPathException e) {
            throw wrong(value);
        } catch (UsageException e) {
            throw new UsageException("%s: %s".formatted(key, e.getMessage()), e);
        }
    }

    /** Says that it cannot be this. */
    public UsageException wrong(String value) {
        return new UsageException("%s cannot be '%s'; it is %s".formatted(key, Plain.field(value), allowed));
    }

    /** One of some words. */
    public static Form words(String... words) {
        return (rule, value) -> {
            if (!List.of(words).contains(value)) {
                throw rule.wrong(value);
            }
            return value;
        };
    }

    /** What a parser takes is kept as it was said. */
    public static Form parsedBy(Parser<?> parser) {
        return (rule, value) -> {
            Object unused = rule.parsed(value, parser);
            return value;
        };
    }
}
