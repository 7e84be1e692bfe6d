package org.arenavault.venti.format;

/** What a name in a venti structure may be (venti-format 0). */
public final class ArenaNames {

    private ArenaNames() {
    }

    /** 1 to 63 bytes of 0x20 to 0x7E. Such a name may still hold blanks or slashes: it never becomes a path. */
    public static boolean isValid(String name) {
        boolean valid = !name.isEmpty() && name.length() < Fields.NAME;
        for (int i = 0; valid && i < name.length(); i++) {
            valid = name.charAt(i) >= 0x20 && name.charAt(i) <= 0x7E;
        }
        return valid;
    }

    /** True for a valid name that every text format can carry: no blank, quote or comment sign. */
    public static boolean isPortable(String name) {
        return isValid(name) && name.chars().noneMatch(c -> c == ' ' || c == '"' || c == '\'' || c == '#');
    }
}
