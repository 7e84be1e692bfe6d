package org.arenavault.io;

import java.util.regex.Pattern;

/** Words of command lines that are printed to be pasted. */
public final class ShellWord {

    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:@%+=,~-]+");

    private ShellWord() {
    }

    /** A word as a shell takes it for one: quoted if it holds anything but the plainest characters. */
    public static String of(Object word) {
        String text = word.toString();
        return PLAIN.matcher(text).matches() ? text : "'" + text.replace("'", "'\\''") + "'";
    }
}
