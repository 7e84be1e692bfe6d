package org.arenavault.restore;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.arenavault.changer.DiscRequest;
import org.arenavault.changer.DiscSource;
import org.arenavault.io.Clock;
import org.arenavault.media.Medium;

/** Discs of a source, and how long it takes to get them: whoever changes them, an operator or a changer. */
final class TimedDiscs implements DiscSource {

    private final DiscSource source;
    private final Clock clock;
    private final Set<String> drives = new TreeSet<>();
    private long first;
    private long later;
    private int changes;

    TimedDiscs(DiscSource source, Clock clock) {
        this.source = source;
        this.clock = clock;
    }

    @Override
    public Optional<Medium> first(DiscRequest request) throws IOException {
        long begun = clock.nanos();
        return got(source.first(request), begun);
    }

    @Override
    public Optional<Medium> another(DiscRequest request, String reason) throws IOException {
        long begun = clock.nanos();
        return got(source.another(request, reason), begun);
    }

    /** The time of a question that brings no disc any more, as of putting the last one away, counts as the others'. */
    private Optional<Medium> got(Optional<Medium> medium, long begun) {
        long took = clock.nanos() - begun;
        if (drives.isEmpty() && medium.isPresent()) {
            first += took;
        } else {
            later += took;
            changes += medium.isPresent() ? 1 : 0;
        }
        medium.ifPresent(disc -> drives.add(disc.drive()));
        return medium;
    }

    /** Which drives the discs were in. */
    String drives() {
        return String.join(", ", drives);
    }

    /** Nanoseconds that the first disc took. */
    long first() {
        return first;
    }

    /** Nanoseconds that all others took. */
    long later() {
        return later;
    }

    /** How many others there were, those among them that were of no use. */
    int changes() {
        return changes;
    }

    @Override
    public void release(String label) throws IOException {
        source.release(label);
    }

    @Override
    public String discard(String label) throws IOException {
        return source.discard(label);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
