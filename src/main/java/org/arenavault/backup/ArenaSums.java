package org.arenavault.backup;

import java.io.Closeable;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.arenavault.io.Meanwhile;

/** Sums the next arenas while those before them are being recorded. */
final class ArenaSums implements Closeable {

    private final Map<String, Meanwhile<ReadyContent>> sums = new HashMap<>();

    /** Begins to sum an arena that will be asked for. */
    synchronized void ahead(ContentToRecord arena) {
        sums.computeIfAbsent(arena.name(), name -> Meanwhile.begin("preparation", arena::sum));
    }

    /**
     * The summed arena.
     *
     * @throws org.arenavault.io.CorruptException if it is not fit to be recorded
     */
    ReadyContent get(ContentToRecord arena) throws IOException {
        ahead(arena);
        Meanwhile<ReadyContent> sum;
        synchronized (this) {
            sum = Objects.requireNonNull(sums.remove(arena.name()), "it was begun");
        }
        return sum.get();
    }

    /** Waits for what has begun: nobody may close the source before. */
    @Override
    public synchronized void close() {
        sums.values().forEach(Meanwhile::await);
    }
}
