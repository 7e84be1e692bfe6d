package org.arenavault.io;

import java.io.Closeable;
import java.io.IOException;
import java.util.List;

/** Closes several things. */
public final class Closing {

    private Closing() {
    }

    /** Closes all of them, the last first, also where that fails for one; the first failure is thrown then. */
    public static void all(List<? extends Closeable> things) throws IOException {
        if (!things.isEmpty()) {
            try (Closeable first = things.get(0)) {
                all(things.subList(1, things.size()));
            }
        }
    }
}
