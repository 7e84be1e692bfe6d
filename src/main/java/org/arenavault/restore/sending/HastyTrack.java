package org.arenavault.restore.sending;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;

/**
 * A track whose damage the parity of its disc may mend: where one read after the other fails, ever more is passed over
 * without being tried, up to 16 MiB, until a read succeeds. A drive that is asked for each block of a long burst would
 * take hours.
 */
final class HastyTrack implements ReadOnlyStorage {

    /** Reads that fail one after the other before anything is passed over. */
    private static final int PATIENCE = 2;
    private static final long LEAST = 4 << 20;
    private static final int MOST_DOUBLINGS = 2;

    private final Storage track;
    private int failures;
    /** What is passed over, in bytes. */
    private long from;
    private long to;

    HastyTrack(Storage track) {
        this.track = track;
    }

    @Override
    public String name() {
        return track.name();
    }

    @Override
    public long size() throws IOException {
        return track.size();
    }

    @Override
    public synchronized void read(long position, ByteBuffer target) throws IOException {
        long end = position + target.remaining();
        if (to > 0 && position < to && end > from) {
            throw new MediumFaultException("%s: what lies at %d was not tried, behind reads that failed".formatted(
                    name(), position));
        }
        try {
            track.read(position, target);
            failures = 0;
        } catch (MediumFaultException e) {
            failures++;
            if (failures >= PATIENCE) {
                from = position;
                to = end + (LEAST << Math.min(failures - PATIENCE, MOST_DOUBLINGS));
            }
            throw e;
        }
    }

    @Override
    public void close() throws IOException {
        track.close();
    }
}
