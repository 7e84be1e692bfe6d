package org.arenavault.restore.placing;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of an arena as formatters give them: a stem and a number (venti-format 2.3).
 *
 * @param stem what stands before the number
 * @param number from 0
 */
record NumberedName(String stem, int number) {

    private static final Pattern NAME = Pattern.compile("(.*?)([0-9]{1,9})");

    /** What a name is made of; empty if it does not end in a number. */
    static Optional<NumberedName> of(String name) {
        Matcher matcher = NAME.matcher(name);
        return matcher.matches() ? Optional.of(new NumberedName(matcher.group(1), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    /** How many arenas lie between the begin of another and that of this one; empty if they have different stems. */
    Optional<Integer> behind(NumberedName other) {
        return stem.equals(other.stem) ? Optional.of(number - other.number) : Optional.empty();
    }
}
