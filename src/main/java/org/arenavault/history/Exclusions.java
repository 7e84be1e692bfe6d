package org.arenavault.history;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.arenavault.io.CorruptException;
import org.arenavault.io.UsageException;
import org.arenavault.venti.vac.VacName;

/**
 * What is left out of each day: patterns with {@code *} for any bytes of a name, {@code ?} for one character, and
 * {@code **} for any part of a path. A pattern with a slash is compared with the path below the day, one without with
 * each name. A directory is left out with all that is in it.
 */
public final class Exclusions {

    /** Nothing is left out. */
    public static final Exclusions NONE = new Exclusions(List.of(), List.of(), List.of());

    private final List<String> patterns;
    private final List<Pattern> names;
    private final List<Pattern> paths;

    private Exclusions(List<String> patterns, List<Pattern> names, List<Pattern> paths) {
        this.patterns = patterns;
        this.names = names;
        this.paths = paths;
    }

    /**
     * These patterns, whatever their order.
     *
     * @throws UsageException if one is empty
     */
    public static Exclusions of(List<String> patterns) throws UsageException {
        List<Pattern> names = new ArrayList<>();
        List<Pattern> paths = new ArrayList<>();
        List<String> sorted = patterns.stream().sorted().distinct().toList();
        for (String pattern : sorted) {
            String plain = pattern.replaceFirst("^/+", "").replaceFirst("/+$", "");
            if (plain.isEmpty()) {
                throw new UsageException("'%s' is no pattern: it would leave out all or nothing".formatted(pattern));
            }
            boolean path = pattern.startsWith("/") || plain.indexOf('/') >= 0;
            (path ? paths : names).add(compile(plain));
        }
        return new Exclusions(sorted, names, paths);
    }

    /** Bytes stand for characters of their number, so that names need not be UTF-8. */
    private static Pattern compile(String glob) {
        String bytes = bytes(glob.getBytes(StandardCharsets.UTF_8));
        StringBuilder regex = new StringBuilder();
        for (int i = 0; i < bytes.length(); i++) {
            char c = bytes.charAt(i);
            if (c == '*' && bytes.startsWith("**/", i)) {
                regex.append("(?:.*/)?");
                i += 2;
            } else if (c == '*' && bytes.startsWith("**", i)) {
                regex.append(".*");
                i++;
            } else if (c == '*') {
                regex.append("[^/]*");
            } else if (c == '?') {
                // one byte, and those that continue a character of UTF-8
                regex.append("[^/][\\x80-\\xBF]*+");
            } else {
                regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private static String bytes(byte[] name) {
        return new String(name, StandardCharsets.ISO_8859_1);
    }

    /** The path of a file in the directory of this path; that of a day's top is empty. */
    static String below(String directory, VacName name) {
        return directory.isEmpty() ? bytes(name.toBytes()) : directory + "/" + bytes(name.toBytes());
    }

    /** Whether the file of this path, made by {@link #below}, is left out. */
    boolean match(String path) {
        String name = path.substring(path.lastIndexOf('/') + 1);
        return names.stream().anyMatch(pattern -> pattern.matcher(name).matches())
                || paths.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    /** True if nothing is left out. */
    boolean isEmpty() {
        return patterns.isEmpty();
    }

    /**
     * What {@link #text} has written.
     *
     * @throws CorruptException if it has not
     */
    static Exclusions parse(String text) throws CorruptException {
        try {
            return of(Stream.of(text.split(",")).map(pattern -> URLDecoder.decode(pattern, StandardCharsets.UTF_8))
                    .toList());
        } catch (IllegalArgumentException | UsageException e) {
            throw new CorruptException("'%s' are no patterns of what is left out".formatted(text), e);
        }
    }

    /** These and others. */
    public Exclusions and(Exclusions other) throws UsageException {
        return of(Stream.concat(patterns.stream(), other.patterns.stream()).toList());
    }

    /** For a journal: one word, the same for the same patterns. */
    String text() {
        return patterns.stream().map(pattern -> URLEncoder.encode(pattern, StandardCharsets.UTF_8))
                .collect(Collectors.joining(","));
    }
}
