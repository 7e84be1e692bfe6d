package org.arenavault.backup;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;
import org.arenavault.media.Medium;
import org.arenavault.media.TrackExtent;

/** A track that is opened when something is read of it; the drive does one thing at a time, whoever reads. */
final class TrackOnDisc implements ReadOnlyStorage {

    /** Opens the track. */
    @FunctionalInterface
    interface Opener {

        Storage open() throws IOException;
    }

    private final Object drive;
    private final String name;
    private final long size;
    private final Opener opener;
    private Optional<Storage> track = Optional.empty();

    TrackOnDisc(Object drive, String name, long size, Opener opener) {
        this.drive = drive;
        this.name = name;
        this.size = size;
        this.opener = opener;
    }

    /** A track of a disc that lies in a drive. */
    static TrackOnDisc of(Medium medium, TrackExtent extent) {
        return new TrackOnDisc(medium, "%s track %d".formatted(medium.drive(), extent.number()), extent.bytes(),
                () -> medium.read(extent));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        synchronized (drive) {
            if (track.isEmpty()) {
                track = Optional.of(opener.open());
            }
            track.get().read(position, target);
        }
    }

    @Override
    public void close() throws IOException {
        synchronized (drive) {
            if (track.isPresent()) {
                track.get().close();
            }
        }
    }
}
