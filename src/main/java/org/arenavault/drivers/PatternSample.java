package org.arenavault.drivers;

/**
 * Makes up an answer that fits a {@link ReplyPattern}, for robots that are emulated: the shortest it can think of. The
 * expression is one that was let in there: its escapes, classes and groups are whole.
 */
final class PatternSample {

    private static final String CLASSES = "dDwWsS";
    private static final String MEMBERS = "0xx- x";
    private static final String CONTROLS = "rntfe";
    private static final String CONTROL_CODES = "\r\n\t\f\u001B";

    private final String text;
    private int at;

    private PatternSample(String text) {
        this.text = text;
    }

    /** An answer; one that does not fit where the expression is too clever. */
    static String of(String pattern) {
        return new PatternSample(pattern).alternatives();
    }

    /** Up to a closing parenthesis or the end: the first of the alternatives. */
    private String alternatives() {
        String first = sequence();
        while (at < text.length() && text.charAt(at) == '|') {
            at++;
            sequence();
        }
        return first;
    }

    private String sequence() {
        StringBuilder sample = new StringBuilder();
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            String atom = atom();
            sample.append(atom.repeat(least()));
        }
        return sample.toString();
    }

    private String atom() {
        char c = text.charAt(at++);
        return switch (c) {
            case '.' -> "0";
            case '^', '$' -> "";
            case '\\' -> escaped();
            case '[' -> oneOf();
            case '(' -> group();
            default -> Character.toString(c);
        };
    }

    private String group() {
        if (text.startsWith("?:", at)) {
            at += 2;
        }
        String sample = alternatives();
        at++;
        return sample;
    }

    private String escaped() {
        char c = text.charAt(at++);
        if (CLASSES.indexOf(c) >= 0) {
            return MEMBERS.substring(CLASSES.indexOf(c), CLASSES.indexOf(c) + 1);
        }
        if (CONTROLS.indexOf(c) >= 0) {
            return CONTROL_CODES.substring(CONTROLS.indexOf(c), CONTROLS.indexOf(c) + 1);
        }
        if (c == 'x') {
            at += 2;
            return Character.toString((char) Integer.parseInt(text.substring(at - 2, at), 16));
        }
        return Character.toString(c);
    }

    /** The first member; of a class of what is not, something that seldom is. */
    private String oneOf() {
        boolean not = text.charAt(at) == '^';
        at += not ? 1 : 0;
        char first = text.charAt(at++);
        String member = first == '\\' ? escaped() : Character.toString(first);
        while (text.charAt(at++) != ']') {
            at += text.charAt(at - 1) == '\\' ? 1 : 0;
        }
        return not ? "~" : member;
    }

    /** How often the atom before is there at the least. */
    private int least() {
        if (at >= text.length()) {
            return 1;
        }
        int least = switch (text.charAt(at)) {
            case '?', '*' -> 0;
            case '+', '{' -> 1;
            default -> -1;
        };
        if (least < 0) {
            return 1;
        }
        if (text.charAt(at++) == '{') {
            int end = text.indexOf('}', at);
            String number = text.substring(at, end < 0 ? text.length() : end).split(",", 2)[0];
            least = number.matches("[0-9]{1,2}") ? Integer.parseInt(number) : 1;
            at = end < 0 ? text.length() : end + 1;
        }
        at += at < text.length() && (text.charAt(at) == '?' || text.charAt(at) == '+') ? 1 : 0;
        return least;
    }
}
