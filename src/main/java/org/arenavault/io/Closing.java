package org.arenavault.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closes several things. */
public final class Closing {

    private Closing() {
    }

    /**
     * Closes all of them, the last first, also where that fails for one, in whatever way; the first failure is thrown
     * then.
     */
    public static void all(List<? extends Closeable> things) throws IOException {
        Exception first = null;
        for (int i = things.size() - 1; i >= 0; i--) {
            try {
                things.get(i).close();
            } catch (IOException | RuntimeException e) {
                first = first == null ? e : first;
            }
        }
        if (first instanceof IOException failure) {
            throw failure;
        }
        if (first instanceof RuntimeException failure) {
            throw failure;
        }
    }
}
