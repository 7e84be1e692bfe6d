package org.arenavault.mirror;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.PeerException;
import org.arenavault.io.ReadOnlyStorage;
import org.arenavault.io.Storage;

/** A partition of the source. Where it lies on a server, that one's faults are told from those of a target. */
final class SourceStorage implements ReadOnlyStorage {

    private final Storage partition;

    SourceStorage(Storage partition) {
        this.partition = partition;
    }

    @Override
    public String name() {
        return partition.name();
    }

    @Override
    public long size() throws IOException {
        return partition.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        try {
            partition.read(position, target);
        } catch (PeerException e) {
            throw new SourceGoneException(name(), e);
        }
    }

    @Override
    public long nextData(long from) throws IOException {
        return partition.nextData(from);
    }

    @Override
    public void refresh(long position, long length) {
        partition.refresh(position, length);
    }

    @Override
    public void close() throws IOException {
        partition.close();
    }
}
