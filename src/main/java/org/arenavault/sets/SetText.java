package org.arenavault.sets;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The text of a {@code set.toml} that somebody may have edited: a value is changed where it stands, and all other
 * signs stay as they are. Not every form that TOML allows is understood: whoever changes something reads the result,
 * and writes the file anew where that is not what was wanted.
 */
final class SetText {

    private static final Pattern SECTION = Pattern.compile("\\s*\\[\\s*([A-Za-z0-9_.-]+)\\s*\\]\\s*(#.*)?");
    private static final Pattern VALUE = Pattern.compile("(\\s*([A-Za-z0-9_.-]+)\\s*=\\s*)"
            + "('[^']*'|\"(?:[^\"\\\\]|\\\\.)*\"|\\[[^\\[\\]#]*\\]|[^\\s'\"\\[{#]+)(\\s*(?:#.*)?)");
    private static final String BARE = "[A-Za-z0-9_-]+";

    private final List<String> lines;

    private SetText(List<String> lines) {
        this.lines = lines;
    }

    /**
     * Puts other values into a text.
     *
     * @param values by key, "medium.spare"; each as it stands behind its key, or nothing where the line is to go
     */
    static String with(String text, Map<String, String> values) {
        SetText changed = new SetText(new ArrayList<>(text.lines().toList()));
        values.forEach(changed::put);
        return String.join("\n", changed.lines) + "\n";
    }

    /** Whether somebody wrote a comment into it. */
    static boolean hasComment(String text) {
        return text.lines().anyMatch(line -> line.contains("#"));
    }

    /** A text as TOML has it. */
    static String quoted(String text) {
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
                if (value.isEmpty()) {
                    lines.remove(i);
                } else {
                    lines.set(i, line.group(1) + value + line.group(4));
                }
                return;
            }
        }
        if (inSection >= 0) {
            lines.add(inSection, "%s = %s".formatted(key.substring(dot + 1), value));
        } else {
            lines.add(dot < 0 ? 0 : root, "%s = %s".formatted(key, value));
        }
    }

    private static Optional<String> section(String line) {
        Matcher header = SECTION.matcher(line);
        return header.matches() && header.group(1).matches(BARE) ? Optional.of(header.group(1)) : Optional.empty();
    }
}
