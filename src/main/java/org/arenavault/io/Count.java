package org.arenavault.io;

/** Numbers of things in words: "1 track", "2 tracks". */
public final class Count {

    private Count() {
    }

    /** So many things whose name takes an s, or an "es" behind an x, when there are several. */
    public static String of(long number, String thing) {
        return "%d %s".formatted(number, name(number, thing));
    }

    /** The name of so many things, without the number. */
    public static String name(long number, String thing) {
        return number == 1 ? thing : thing.endsWith("x") ? thing + "es" : thing + "s";
    }
}
