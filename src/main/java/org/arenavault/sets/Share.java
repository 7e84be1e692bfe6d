package org.arenavault.sets;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.arenavault.io.Plain;
import org.arenavault.io.UsageException;

/** A part of something, as the operator says it. */
final class Share {

    static final String ALLOWED = "a percentage above 0% and up to 100%, such as 10% or 3.2%";

    private static final Pattern FORM = Pattern.compile("([0-9]{1,3}(?:\\.[0-9]{1,4})?)%");

    private Share() {
    }

    /** The same of one that was parsed before. */
    static double of(String parsed) {
        try {
            return parse(parsed);
        } catch (UsageException e) {
            throw new IllegalStateException("was checked when it was read", e);
        }
    }

    /**
     * A percentage, as a number above 0 and up to 1.
     *
     * @throws UsageException if it is none; what is allowed is said
     */
    static double parse(String text) throws UsageException {
        Matcher percent = FORM.matcher(text);
        double share = percent.matches() ? Double.parseDouble(percent.group(1)) / 100 : 0;
        if (share <= 0 || share > 1) {
            throw new UsageException("'%s' is no share: %s".formatted(Plain.field(text), ALLOWED));
        }
        return share;
    }
}
