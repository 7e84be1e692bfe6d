package org.arenavault.sets;

import java.util.Locale;
import org.arenavault.io.CorruptException;

/** What the operator says became of a disc. */
public enum DiscMark {
    /** It cannot be found: what it holds counts as on no disc. */
    LOST,
    /** It has turned up again. */
    FOUND,
    /** It is taken out of use: what it holds counts as on no disc. */
    RETIRED,
    /** It does not read any more: what it holds counts as on no disc. */
    DAMAGED;

    static DiscMark parse(String text) throws CorruptException {
        for (DiscMark mark : values()) {
            if (mark.toString().equals(text)) {
                return mark;
            }
        }
        throw new CorruptException("field 'mark' is '" + text + "'");
    }

    /** True if what the disc holds counts. */
    public boolean counts() {
        return this == FOUND;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
