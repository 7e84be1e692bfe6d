package org.arenavault.restore;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
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
    /** How long each disc took that was shown, nanoseconds. */
    private final List<Long> shown = new ArrayList<>();
    private long all;

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
        long took = clock.nanos() - begun;
        all += took;
        medium.ifPresent(disc -> {
            shown.add(took);
            drives.add(disc.drive());
        });
        return medium;
    }

    /** Which drives the discs were in. */
    String drives() {
        return String.join(", ", drives);
    }

    /** Nanoseconds that getting discs took in all. */
    long all() {
        return all;
    }

    /** Nanoseconds that the first disc took, which may have been in the drive already. */
    long first() {
        return shown.isEmpty() ? 0 : shown.get(0);
    }

    /** Nanoseconds that a change of discs takes: what took not half as long as the longest was in the drive already. */
    double change() {
        long longest = shown.stream().mapToLong(Long::longValue).max().orElse(0);
        return shown.stream().mapToLong(Long::longValue).filter(took -> took >= longest / 2).average().orElse(0);
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
