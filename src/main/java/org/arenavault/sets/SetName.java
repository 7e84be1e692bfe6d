package org.arenavault.sets;

import java.util.regex.Pattern;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;

/** The name of a backup set: {@code [A-Za-z0-9][A-Za-z0-9._-]{0,63}}, so that it is safe as the name of a folder. */
public record SetName(String text) {

    private static final Pattern LEGAL = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}");

    public SetName {
        if (!LEGAL.matcher(text).matches()) {
            throw new IllegalArgumentException("set name " + text);
        }
    }

    /** True if this can be the name of a set. */
    static boolean isLegal(String text) {
        return LEGAL.matcher(text).matches();
    }

    /**
     * The name that the operator typed or a disc carries.
     *
     * @throws UsageException if it is none
     */
    public static SetName parse(String text) throws UsageException {
        if (!LEGAL.matcher(text).matches()) {
            throw new UsageException("'%s' is no name for a set: letters, digits, '.', '_' and '-' make one, up to 64"
                    .formatted(Plain.field(text)));
        }
        return new SetName(text);
    }

    /** What stands on disc {@code number} of this set: {@code home-003}. */
    public String disc(int number) {
        return "%s-%03d".formatted(text, number);
    }

    @Override
    public String toString() {
        return text;
    }
}
