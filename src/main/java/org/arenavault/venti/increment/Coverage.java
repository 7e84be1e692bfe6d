package org.arenavault.venti.increment;

import java.util.Collection;

/** Which part of an active arena's log some increments of one chain hold together. */
public final class Coverage {

    private Coverage() {
    }

    /** How far {@code parts}, all of one chain, go from {@code from} on without a gap; {@code from} if they do not. */
    public static long end(Collection<IncrementOrigin> parts, long from) {
        long at = from;
        long before;
        do {
            before = at;
            for (IncrementOrigin part : parts) {
                at = part.from() <= at ? Math.max(at, part.to()) : at;
            }
        } while (at > before);
        return at;
    }
}
