package org.arenavault.venti.format;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * The lines of a venti text table or configuration, as the stock parser sees them (venti-format 2.2): a line
 * ends with LF and what follows the last LF is ignored; {@code #} starts a comment; leading blanks, tabs and
 * carriage returns are stripped; empty lines are skipped. A NUL ends the text.
 */
final class TextLines {

    private final String text;
    private int at;

    TextLines(byte[] bytes) {
        String all = new String(bytes, StandardCharsets.ISO_8859_1);
        int nul = all.indexOf('\0');
        this.text = nul < 0 ? all : all.substring(0, nul);
    }

    /** The next line that is not empty. */
    Optional<String> next() {
        while (true) {
            int end = text.indexOf('\n', at);
            if (end < 0) {
                return Optional.empty();
            }
            String line = text.substring(at, end);
            at = end + 1;
            int comment = line.indexOf('#');
            String content = stripLeading(comment < 0 ? line : line.substring(0, comment));
            if (!content.isEmpty()) {
                return Optional.of(content);
            }
        }
    }

    private static String stripLeading(String line) {
        int start = 0;
        while (start < line.length() && " \t\r".indexOf(line.charAt(start)) >= 0) {
            start++;
        }
        return line.substring(start);
    }
}
