package org.arenavault.io;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A storage that others may write, for whoever may not.
 *
 * @param storage the bytes
 */
public record ReadOnlyView(Storage storage) implements ReadOnlyStorage {

    @Override
    public String name() {
        return storage.name();
    }

    @Override
    public long size() throws IOException {
        return storage.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        storage.read(position, target);
    }

    @Override
    public long nextData(long from) throws IOException {
        return storage.nextData(from);
    }

    @Override
    public void close() throws IOException {
        storage.close();
    }
}
