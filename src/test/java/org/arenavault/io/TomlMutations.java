package org.arenavault.io;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Texts that are nearly TOML, made of one that is. */
public final class TomlMutations {

    private static final List<String> PIECES = List.of("\"", "'", "[", "]", "=", "#", "\n", "\r\n", "\r", ".", ",", " ",
            "\t", "0x", "0", "-", "_", "\\", "true", "false", "'''", "\"\"\"", "''", "[medium]\n", "[verify]\n",
            "medium.name = 'x'\n", "\u00e9", "\u2028", "\u0085", "\ufeff", "\u0000", "\u007f", "\ud83d\ude00",
            "name", "1",
            "+", "e5", "{", "}", "[[", "]]", "9999999999", "inf", "['a', \"b\"]", "[1, 0x2]", "1979-05-27", "# c\n",
            "every = '90d'\n", "\"name\"", "spare = \"default\"\n", "'none'");

    private TomlMutations() {
    }

    /** The text with up to three changes; none for some seeds. */
    public static String of(String text, Random random) {
        String changed = text;
        for (int left = random.nextInt(4); left > 0; left--) {
            changed = once(changed, random);
        }
        return changed;
    }

    private static String once(String text, Random random) {
        List<String> lines = new ArrayList<>(List.of(text.split("(?<=\n)")));
        int line = random.nextInt(lines.size());
        int from = random.nextInt(text.length() + 1);
        int to = Math.min(text.length(), from + random.nextInt(3));
        String piece = PIECES.get(random.nextInt(PIECES.size()));
        switch (random.nextInt(5)) {
            case 0 -> lines.add(random.nextInt(lines.size()), lines.get(line));
            case 1 -> lines.add(random.nextInt(lines.size()), lines.remove(line));
            case 2 -> lines.add(line, piece);
            case 3 -> {
                return text.substring(0, from) + text.substring(to);
            }
            default -> {
                return text.substring(0, from) + piece + text.substring(to);
            }
        }
        return String.join("", lines);
    }
}
