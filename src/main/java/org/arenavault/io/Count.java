package org.arenavault.io;

import java.util.List;

/** Numbers of things in words: "1 track", "2 tracks". */
public final class Count {

    private static final int FEW = 5;

    private Count() {
    }

    /** So many things whose name takes an s, or an "es" behind an x, when there are several. */
    public static String of(long number, String thing) {
        return "%d %s".formatted(number, name(number, thing));
    }

    /** So many things whose name has a plural of its own. */
    public static String of(long number, String thing, String things) {
        return "%d %s".formatted(number, number == 1 ? thing : things);
    }

    /** The same with the digits in groups of three. */
    public static String grouped(long number, String thing, String things) {
        return "%,d %s".formatted(number, number == 1 ? thing : things);
    }

    /** The same with its verb: "1 track is", "2 tracks are". */
    public static String are(long number, String thing) {
        return "%s %s".formatted(of(number, thing), number == 1 ? "is" : "are");
    }

    /** The first five names, and how many more there are. */
    public static String few(List<String> names) {
        int shown = Math.min(FEW, names.size());
        return String.join(", ", names.subList(0, shown))
                + (names.size() > shown ? " and %d more".formatted(names.size() - shown) : "");
    }

    /** The name of so many things, without the number. */
    public static String name(long number, String thing) {
        return number == 1 ? thing : thing.endsWith("x") ? thing + "es" : thing + "s";
    }
}
