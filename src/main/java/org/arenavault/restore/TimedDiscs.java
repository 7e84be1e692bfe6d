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
    private long first = -1;
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

    private Optional<Medium> got(Optional<Medium> medium, long begun) {
        took(clock.nanos() - begun);
        medium.ifPresent(disc -> drives.add(disc.drive()));
        return medium;
    }

    private void took(long nanos) {
        if (first < 0) {
            first = nanos;
        } else {
            later += nanos;
            changes++;
        }
    }

    /** Which drives the discs were in. */
    String drives() {
        return String.join(", ", drives);
    }

    /** Nanoseconds that the first disc took. */
    long first() {
        return Math.max(0, first);
    }

    /** Nanoseconds that all others took. */
    long later() {
        return later;
    }

    /** How many others there were. */
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
