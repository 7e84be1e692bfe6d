package org.arenavault.io;

/** The end of the process, as tests play it: nothing in the program expects it, so nothing in it handles it. */
public final class Crash extends Error {

    private static final long serialVersionUID = 1L;

    /** The end, at this point. */
    public Crash(String where) {
        super(where);
    }
}
