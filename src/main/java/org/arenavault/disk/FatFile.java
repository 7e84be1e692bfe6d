package org.arenavault.disk;

import java.nio.ByteBuffer;
import org.arenavault.io.CorruptException;
import org.arenavault.io.MediumFaultException;
import org.arenavault.io.ReadOnlyStorage;

/** A file of a FAT file system, all of which was read. */
final class FatFile implements ReadOnlyStorage {

    /** Bytes that such a file may have. */
    static final int MOST = 1 << 20;

    private final String name;
    private final byte[] bytes;
    private volatile boolean closed;

    FatFile(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() throws MediumFaultException {
        requireOpen();
        return bytes.length;
    }

    @Override
    public void read(long position, ByteBuffer target) throws CorruptException, MediumFaultException {
        requireOpen();
        if (position < 0 || position > bytes.length - target.remaining()) {
            throw new CorruptException("%s: holds %d bytes; %d at %d were asked for".formatted(name, bytes.length,
                    target.remaining(), position));
        }
        target.put(bytes, (int) position, target.remaining());
    }

    private void requireOpen() throws MediumFaultException {
        if (closed) {
            throw new MediumFaultException(name + ": was closed");
        }
    }

    @Override
    public void close() {
        closed = true;
    }
}
