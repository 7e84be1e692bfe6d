package org.arenavault.copy;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.arenavault.io.Storage;

/** The destination of a read test: it takes nothing, and keeps nothing. */
final class Unwritten implements Storage {

    private final Storage source;

    Unwritten(Storage source) {
        this.source = source;
    }

    @Override
    public String name() {
        return "null";
    }

    @Override
    public long size() throws IOException {
        return source.size();
    }

    @Override
    public void read(long position, ByteBuffer target) throws IOException {
        source.read(position, target);
    }

    @Override
    public void write(long position, ByteBuffer bytes) {
        bytes.position(bytes.limit());
    }

    @Override
    public void force() {
        // nothing was written
    }

    @Override
    public void close() {
        // the source belongs to somebody else
    }
}
