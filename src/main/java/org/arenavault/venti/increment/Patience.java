package org.arenavault.venti.increment;

import java.io.IOException;

/**
 * What is done about a clump that an arena's tail vouches for and that is not whole on disk. A live server writes the
 * tail before the clumps now and then (venti-format 3.6): they follow with its next flush.
 */
@FunctionalInterface
public interface Patience {

    /** Waits for nothing: the run ends before the clump, which is no damage. */
    Patience NONE = where -> false;

    /** Whoever reads what no server writes to any more, such as a file: what is not whole stays so. */
    Patience NOT_NEEDED = where -> true;

    /**
     * Has the server flush, or waits as long as it takes by itself, about 150 s. Asked once an arena at most: what the
     * tail vouched for before is on disk afterwards, or damaged.
     *
     * @param where the clump, for people
     * @return true if the clump is to be read again; false if the run shall end before it
     * @throws IOException if the wait was cut short
     */
    boolean flushed(String where) throws IOException;
}
