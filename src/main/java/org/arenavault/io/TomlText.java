package org.arenavault.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a TOML file that people edit: a value is changed where it stands, and all other signs stay as they are.
 * Not every form that TOML allows is understood: whoever changes something reads the result, and does something else
 * where that is not what was wanted.
 */
public final class TomlText {

    /** A text in quotation marks, on one line; the repetitions take no stack, however long it is. */
    private static final String QUOTED = "(?:'[^']*+'|\"[^\"\\\\]*+(?:\\\\.[^\"\\\\]*+)*+\")";
    private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*([A-Za-z0-9_.-]+)\\s*\\]\\s*(#.*)?");
    private static final Pattern VALUE = Pattern.compile("(\\s*([A-Za-z0-9_.-]+)\\s*=\\s*)("
            + QUOTED + "|\\[(?:" + QUOTED + "|[^\\[\\]#'\"])*+\\]|[^\\s'\"\\[{#]+)(\\s*(?:#.*)?)");
    private static final String BARE = "[A-Za-z0-9_-]+";
    /** A line without its end, and the end: that of the last line may be missing. */
    private static final Pattern LINE = Pattern.compile("([^\\n]*?)(\\r?\\n|\\z)");

    private final List<String> lines = new ArrayList<>();
    /** How each of the lines ends. */
    private final List<String> ends = new ArrayList<>();

    private TomlText(String text) {
        Matcher line = LINE.matcher(text);
        while (line.find() && line.end() > line.start()) {
            lines.add(line.group(1));
            ends.add(line.group(2));
        }
    }

    /**
     * Puts other values into a text.
     *
     * @param values by key, "medium.spare"; each as it stands behind its key, or nothing where the line is to go
     */
    public static String with(String text, Map<String, String> values) {
        TomlText changed = new TomlText(text);
        values.forEach(changed::put);
        StringBuilder joined = new StringBuilder();
        for (int i = 0; i < changed.lines.size(); i++) {
            joined.append(changed.lines.get(i)).append(changed.ends.get(i));
        }
        return joined.toString();
    }

    /** Whether somebody wrote a comment into it. */
    public static boolean hasComment(String text) {
        return text.lines().anyMatch(line -> line.replaceAll(QUOTED, "").contains("#"));
    }

    /** A text as TOML has it. */
    public static String quoted(String text) {
        return text.contains("'") ? "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"" : "'" + text + "'";
    }

    private void put(String key, String value) {
        String section = "";
        int root = lines.size();
        int inSection = -1;
        int dot = key.lastIndexOf('.');
        String own = dot < 0 ? "" : key.substring(0, dot);
        for (int i = 0; i < lines.size(); i++) {
            Optional<String> header = section(lines.get(i));
            if (header.isPresent()) {
                section = header.get();
                root = Math.min(root, i);
                inSection = section.equals(own) ? i + 1 : inSection;
            }
            Matcher line = VALUE.matcher(lines.get(i));
            if (line.matches() && key.equals(section.isEmpty() ? line.group(2) : section + "." + line.group(2))) {
                String comment = line.group(4).strip();
                if (!value.isEmpty()) {
                    lines.set(i, line.group(1) + value + line.group(4));
                } else if (!comment.isEmpty()) {
                    lines.set(i, comment);
                } else {
                    lines.remove(i);
                    ends.remove(i);
                }
                return;
            }
        }
        if (inSection >= 0) {
            add(inSection, "%s = %s".formatted(key.substring(dot + 1), value));
        } else {
            add(dot < 0 ? 0 : root, "%s = %s".formatted(key, value));
        }
    }

    /** A line that ends as its neighbours do. */
    private void add(int at, String line) {
        String end = !ends.isEmpty() && ends.get(0).length() == 2 ? ends.get(0) : "\n";
        if (at == ends.size() && at > 0 && ends.get(at - 1).isEmpty()) {
            ends.set(at - 1, end);
        }
        lines.add(at, line);
        ends.add(at, end);
    }

    private static Optional<String> section(String line) {
        Matcher header = SECTION.matcher(line);
        return header.matches() && header.group(1).matches(BARE) ? Optional.of(header.group(1)) : Optional.empty();
    }
}
