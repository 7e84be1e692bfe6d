package org.arenavault.venti.format;

/** What a name in a venti structure may be, and how a foreign one is shown (venti-format 0). */
public final class ArenaNames {

    /** Characters of a foreign name that are shown. */
    private static final int LONGEST = 80;

    private ArenaNames() {
    }

    /** 1 to 63 bytes of 0x20 to 0x7E. Such a name may still hold blanks or slashes: it never becomes a path. */
    public static boolean isValid(String name) {
        return !name.isEmpty() && name.length() < Fields.NAME && name.chars().allMatch(c -> c >= 0x20 && c <= 0x7E);
    }

    /** True for a valid name that every text format can carry: no blank, quote or comment sign. */
    public static boolean isPortable(String name) {
        return isValid(name) && name.chars().noneMatch(c -> c == ' ' || c == '"' || c == '\'' || c == '#');
    }

    /** The text with everything that could disturb a terminal replaced, and cut to a line's length. */
    public static String printable(String text) {
        char[] shown = (text.length() > LONGEST ? text.substring(0, LONGEST) + "..." : text).toCharArray();
        for (int i = 0; i < shown.length; i++) {
            shown[i] = shown[i] >= 0x20 && shown[i] <= 0x7E ? shown[i] : '?';
        }
        return new String(shown);
    }
}
