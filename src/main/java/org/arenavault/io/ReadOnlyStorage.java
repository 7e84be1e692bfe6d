package org.arenavault.io;

import java.nio.ByteBuffer;

/** A storage that is only read: what it is to write is refused. */
public interface ReadOnlyStorage extends Storage {

    @Override
    default void write(long position, ByteBuffer source) throws RefusedException {
        throw new RefusedException(name() + ": open for reading only");
    }

    @Override
    default void force() {
        // nothing is written
    }

    @Override
    default void truncate(long size) throws RefusedException {
        throw new RefusedException(name() + ": open for reading only");
    }
}
