package org.arenavault.drivers;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.arenavault.io.Plain;

/**
 * A regular expression for the whole of a robot's answer. Both may be somebody's bad joke, so that an expression has
 * limits: what is repeated is a single character, never a group, and a match looks at so many characters at the most.
 */
public final class ReplyPattern {

    /** Characters of an expression. */
    public static final int LONGEST = 200;

    /** What may follow a backslash, so that expressions mean here what they mean to Java, sign by sign. */
    private static final Pattern ESCAPE = Pattern.compile("\\\\(?:[dDwWsSrntfe]|x[0-9A-Fa-f]{2}|[^A-Za-z0-9])",
            Pattern.DOTALL);
    private static final String NOTHING = "[^\\s\\S]";
    private static final int MOST_REPEATED = 99;
    /** Ways that part: at the end of an answer nothing else ends the search for one that fits. */
    private static final int MOST_BRANCHES = 8;
    private static final int MOST_LOOKS = 200_000;

    private final Pattern pattern;

    private ReplyPattern(Pattern pattern) {
        this.pattern = pattern;
    }

    /** The expression, or what is wrong with it in {@code problems}; then it fits nothing. */
    static ReplyPattern parse(String text, List<String> problems) {
        List<String> wrong = new ArrayList<>();
        check(text, wrong);
        try {
            Pattern pattern = Pattern.compile(wrong.isEmpty() ? text : NOTHING, Pattern.DOTALL);
            problems.addAll(wrong);
            return new ReplyPattern(pattern);
        } catch (PatternSyntaxException e) {
            problems.add("'%s' is no regular expression: %s".formatted(Plain.field(text), e.getDescription()));
            return parse(NOTHING, problems);
        }
    }

    private static void check(String text, List<String> wrong) {
        String shown = Plain.field(text);
        if (text.length() > LONGEST) {
            wrong.add("'%s': an expression has %d characters at the most".formatted(shown, LONGEST));
            return;
        }
        int branches = 0;
        boolean inClass = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            char next = i + 1 < text.length() ? text.charAt(i + 1) : 0;
            if (c == '\\') {
                if (!ESCAPE.matcher(text).region(i, text.length()).lookingAt()) {
                    wrong.add("'%s': behind a backslash, d D w W s S r n t f e xHH and signs are used here".formatted(
                            shown));
                }
                i++;
            } else if (inClass) {
                inClass = c != ']';
                if (c == '[' || c == '&') {
                    wrong.add("'%s': a class of characters holds no other; write \\%c".formatted(shown, c));
                }
            } else if (c == '[') {
                inClass = true;
                i += next == '^' ? 1 : 0;
                if (text.startsWith("]", i + 1)) {
                    wrong.add("'%s': a class of characters holds something; write \\]".formatted(shown));
                }
            } else if (c == '(' && next == '?' && !text.startsWith("(?:", i)) {
                wrong.add("'%s': the only group with a question mark that is used here is (?:".formatted(shown));
            } else if (c == '|' || (c == ')' && next == '?')) {
                branches++;
            } else if (c == ')' && (next == '*' || next == '+' || next == '{')) {
                wrong.add("'%s': a group cannot be repeated".formatted(shown));
            } else if (c == '{' && !text.substring(i).matches("(?s)\\{[0-9]{1,2}(,[0-9]{0,2})?\\}.*")) {
                wrong.add("'%s': a character is repeated {n} or {n,m} times, up to %d".formatted(shown, MOST_REPEATED));
            }
        }
        if (branches > MOST_BRANCHES) {
            wrong.add("'%s': no more than %d of | and )? are used; make it several expressions".formatted(shown,
                    MOST_BRANCHES));
        }
    }

    /** Whether an answer is such a one; an answer that takes too long to be compared is none. */
    public boolean fits(String answer) {
        try {
            return pattern.matcher(new Budget(answer, new int[] {MOST_LOOKS})).matches();
        } catch (TooManyLooks e) {
            return false;
        }
    }

    /** An answer that fits, for robots that are emulated; another one if none can be made up. */
    public String sample() {
        return PatternSample.of(pattern.pattern());
    }

    @Override
    public String toString() {
        return pattern.pattern();
    }

    /** Text that can be looked at so often. */
    private record Budget(String text, int[] left) implements CharSequence {

        @Override
        public char charAt(int index) {
            if (left[0]-- <= 0) {
                throw new TooManyLooks();
            }
            return text.charAt(index);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            return new Budget(text.substring(start, end), left);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    private static final class TooManyLooks extends RuntimeException {

        private static final long serialVersionUID = 1L;

        TooManyLooks() {
            super("a match took too long", null, false, false);
        }
    }
}
