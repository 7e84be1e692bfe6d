package org.arenavault.io;

/**
 * Text that is shown to people. Names, notes and messages come from discs, bundles, drives and servers: whatever is in
 * them, what is shown cannot move a cursor, change colours, turn the direction of writing or pretend to be a line of
 * its own.
 */
public final class Plain {

    /** A text of one line is cut behind so many characters; no file system has longer paths than a few thousand. */
    private static final int LONGEST = 1 << 16;
    private static final int FIELD = 200;

    private Plain() {
    }

    /** The text as one line: white space is blanks, what could disturb a terminal is a question mark. */
    public static String line(String text) {
        return shown(text, false, LONGEST);
    }

    /** A foreign name or note as part of a line: as {@link #line}, and cut behind 200 characters. */
    public static String field(String text) {
        return shown(text, false, FIELD);
    }

    /** A text of our own, of several lines, with foreign words in it: line breaks stay, nothing else that moves. */
    static String lines(String text) {
        return shown(text, true, Integer.MAX_VALUE);
    }

    private static String shown(String text, boolean breaks, int longest) {
        if (text.length() <= longest && isPlain(text, breaks)) {
            return text;
        }
        StringBuilder shown = new StringBuilder(Math.min(text.length(), longest) + 3);
        text.codePoints().limit(longest).forEach(c -> shown.appendCodePoint(breaks && c == '\n' ? c : shown(c)));
        return text.codePointCount(0, text.length()) > longest ? shown.append("...").toString() : shown.toString();
    }

    private static boolean isPlain(String text, boolean breaks) {
        int c;
        for (int i = 0; i < text.length(); i += Character.charCount(c)) {
            c = text.codePointAt(i);
            if (!(breaks && c == '\n') && shown(c) != c) {
                return false;
            }
        }
        return true;
    }

    private static int shown(int c) {
        if (c >= ' ' && c <= '~') {
            return c;
        }
        return Character.isWhitespace(c) ? ' ' : disturbs(c) ? '?' : c;
    }

    /** Controls of both tables, marks of direction and other invisible signs, halves of characters. */
    private static boolean disturbs(int c) {
        int type = Character.getType(c);
        return type == Character.CONTROL || type == Character.FORMAT || type == Character.SURROGATE
                || type == Character.LINE_SEPARATOR || type == Character.PARAGRAPH_SEPARATOR;
    }

    /** JSON with the same signs written as escapes, which mean the same to who parses it. */
    public static String json(String json) {
        if (isPlain(json, true)) {
            return json;
        }
        StringBuilder escaped = new StringBuilder(json.length() + 64);
        json.codePoints().forEach(c -> {
            if (c >= 0x7F && disturbs(c)) {
                for (char half : Character.toChars(c)) {
                    escaped.append("\\u%04x".formatted((int) half));
                }
            } else {
                escaped.appendCodePoint(c);
            }
        });
        return escaped.toString();
    }
}
