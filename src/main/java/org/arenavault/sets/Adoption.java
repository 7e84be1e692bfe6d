package org.arenavault.sets;

import org.arenavault.io.RefusedException;
import org.arenavault.io.VaultException;

/**
 * How a foreign set becomes one of this site.
 *
 * @param set its name
 */
public record Adoption(String set) {

    private static final String PURPOSE = "makes it one of this site";

    /** What a foreign set is, and what makes it one of this site. */
    public String text() {
        return "%s; '%s' %s".formatted(fact(), command(), PURPOSE);
    }

    /** The refusal to do something with it; {@code what} begins the sentence. */
    public VaultException refusal(String what) {
        return new RefusedException(what + fact()).next(command(), PURPOSE);
    }

    private String fact() {
        return ("set '%s' is foreign: a bundle or the labels of discs say what its source is, and nothing that they "
                + "name is opened").formatted(set);
    }

    private String command() {
        return "arenavault set adopt %s --conf VENTI.CONF".formatted(set);
    }
}
