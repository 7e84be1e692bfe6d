package org.arenavault.io;

/** Numbers of things in words: "1 track", "2 tracks". */
public final class Count {

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

    /** The same with its verb: "1 track is", "2 tracks are". */
    public static String are(long number, String thing) {
        return "%s %s".formatted(of(number, thing), number == 1 ? "is" : "are");
    }

    /** The name of so many things, without the number. */
    public static String name(long number, String thing) {
        return number == 1 ? thing : thing.endsWith("x") ? thing + "es" : thing + "s";
    }
}
