package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackExtent;
import org.arenavault.media.TrackReader;

/** A track that is opened when something is read of it; the drive does one thing at a time, whoever reads. */
final class TrackOnDisc implements ReadOnlyStorage {

    private final Medium medium;
    private final TrackExtent extent;
    private Optional<TrackReader> reader = Optional.empty();

    TrackOnDisc(Medium medium, TrackExtent extent) {
        this.medium = medium;
        this.extent = extent;
    }

    @Override
    public String name() {
        return "%s track %d".formatted(medium.drive(), extent.number());
    }

    @Override
    public long size() {
        return extent.bytes();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        synchronized (medium) {
            if (reader.isEmpty()) {
                reader = Optional.of(medium.read(extent));
            }
            reader.get().read(position, target);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (medium) {
            if (reader.isPresent()) {
                reader.get().close();
            }
        }
    }
}
