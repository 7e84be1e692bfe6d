package org.arenavault.io;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * A pattern of names, as shells have it: {@code *} stands for any characters, {@code ?} for one, {@code [a-f]} for one
 * of those, {@code [!a-f]} for one of the others. Time is bounded by the lengths of pattern and name, whatever these
 * are.
 */
public final class Glob {

    /** A character of the pattern, or any number of them. */
    private record Piece(IntPredicate characters, boolean many) {
    }

    private final List<Piece> pieces;

    private Glob(List<Piece> pieces) {
        this.pieces = pieces;
    }

    /**
     * Reads a pattern.
     *
     * @throws UsageException if a bracket is not closed
     */
    public static Glob parse(String pattern) throws UsageException {
        List<Piece> pieces = new ArrayList<>();
        int[] signs = pattern.codePoints().toArray();
        int i = 0;
        while (i < signs.length) {
            int sign = signs[i];
            if (sign == '[') {
                int end = closing(signs, i, pattern);
                pieces.add(new Piece(oneOf(signs, i + 1, end), false));
                i = end;
            } else {
                boolean any = sign == '*' || sign == '?';
                pieces.add(new Piece(c -> any || c == sign, sign == '*'));
            }
            i++;
        }
        return new Glob(List.copyOf(pieces));
    }

    /** A bracket behind the opening one, or behind its exclamation mark, is one of the characters. */
    private static int closing(int[] signs, int open, String pattern) throws UsageException {
        int at = open + 1;
        if (at < signs.length && signs[at] == '!') {
            at++;
        }
        for (int i = at + 1; i < signs.length; i++) {
            if (signs[i] == ']') {
                return i;
            }
        }
        throw new UsageException("'%s': a '[' lacks its ']'; '[[]' stands for the bracket".formatted(
                Plain.field(pattern)));
    }

    private static IntPredicate oneOf(int[] signs, int from, int to) {
        boolean others = signs[from] == '!';
        IntPredicate all = c -> false;
        int i = others ? from + 1 : from;
        while (i < to) {
            boolean range = i + 2 < to && signs[i + 1] == '-';
            int low = signs[i];
            int high = signs[range ? i + 2 : i];
            all = all.or(c -> c >= low && c <= high);
            i += range ? 3 : 1;
        }
        return others ? all.negate() : all;
    }

    /** Whether the whole name is one that the pattern stands for. */
    public boolean matches(String name) {
        int[] signs = name.codePoints().toArray();
        int at = 0;
        int piece = 0;
        int star = -1;
        int mark = 0;
        while (at < signs.length) {
            if (piece < pieces.size() && pieces.get(piece).many()) {
                star = piece++;
                mark = at;
            } else if (piece < pieces.size() && pieces.get(piece).characters().test(signs[at])) {
                piece++;
                at++;
            } else if (star >= 0) {
                piece = star + 1;
                at = ++mark;
            } else {
                return false;
            }
        }
        while (piece < pieces.size() && pieces.get(piece).many()) {
            piece++;
        }
        return piece == pieces.size();
    }
}
