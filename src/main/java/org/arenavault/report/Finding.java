package org.arenavault.report;

import java.util.Locale;

/**
 * What a look at the machine found.
 *
 * @param state whether it is as it should be
 * @param about what was looked at, in a word or two
 * @param text what is there
 * @param remedy the command that mends it, or what to do; empty where nothing is to be done
 */
public record Finding(State state, String about, String text, String remedy) {

    /** Whether it is as it should be. */
    public enum State {
        /** It is. */
        RIGHT,
        /** Some of what the program can do is not to be had here; whoever does not need it has no need to act. */
        NOTE,
        /** It keeps a set from its work. */
        WRONG;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Something that is as it should be. */
    public static Finding right(String about, String text) {
        return new Finding(State.RIGHT, about, text, "");
    }

    /** Something that matters to those alone who need it. */
    public static Finding note(String about, String text, String remedy) {
        return new Finding(State.NOTE, about, text, remedy);
    }

    /** Something that keeps a set from its work. */
    public static Finding wrong(String about, String text, String remedy) {
        return new Finding(State.WRONG, about, text, remedy);
    }
}
