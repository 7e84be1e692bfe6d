package org.arenavault.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.Storage;

/** A track that is a range of a file or disk: what cannot be read is not tried again, the system has done that. */
final class PlainTrackReader implements TrackReader {

    private final Storage whole;
    private final Storage track;
    private final String name;
    private final List<BadRange> bad = new ArrayList<>();

    PlainTrackReader(Storage whole, Storage track, String name) {
        this.whole = whole;
        this.track = track;
        this.name = name;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws IOException {
        return track.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        int count = target.remaining();
        try {
            track.read(position, target);
        } catch (MediumFaultException e) {
            synchronized (bad) {
                bad.add(new BadRange(position, position + count, e.getMessage()));
            }
            throw e;
        }
    }

    @Override
    public long recovered() {
        return 0;
    }

    @Override
    public List<BadRange> bad() {
        synchronized (bad) {
            return List.copyOf(bad);
        }
    }

    @Override
    public void close() throws IOException {
        whole.close();
    }
}
