package org.arenavault.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file, a device or a range of one: bytes at positions. Positions count from 0. Implementations are safe
 * for use by several threads at once and never hand out more or less than was asked for.
 */
public interface Storage extends Closeable {

    /** What messages call it: a path, with the range where it is one. */
    String name();

    /** Length in bytes. */
    long size() throws IOException;

    /**
     * Fills {@code target} from its position to its limit with the bytes at {@code position}.
     *
     * @throws CorruptException if the storage ends before {@code target} is full
     * @throws MediumFaultException if the bytes cannot be read
     */
    void read(long position, ByteBuffer target) throws IOException;

    /**
     * Writes all that remains in {@code source} at {@code position}. The bytes are durable only after
     * {@link #force}.
     *
     * @throws MediumFaultException if the bytes cannot be written
     */
    void write(long position, ByteBuffer source) throws IOException;

    /** Returns once everything written before is on stable storage. */
    void force() throws IOException;

    /**
     * Cuts a file to its first {@code size} bytes.
     *
     * @throws RefusedException if this is no whole file
     */
    default void truncate(long size) throws IOException {
        throw new RefusedException(name() + ": cannot be cut to a length; only a whole file can");
    }

    /**
     * The first position from {@code from} on that may hold anything but zero, or the size: what lies between
     * is a hole, and need not be read to be known. A storage that knows nothing of holes returns {@code from}.
     */
    default long nextData(long from) throws IOException {
        return from;
    }

    /** Reads {@code length} bytes at {@code position} into a new array. */
    default byte[] read(long position, int length) throws IOException {
        byte[] bytes = new byte[length];
        read(position, ByteBuffer.wrap(bytes));
        return bytes;
    }

    /** Writes all of {@code bytes} at {@code position}. */
    default void write(long position, byte[] bytes) throws IOException {
        write(position, ByteBuffer.wrap(bytes));
    }

    /**
     * The bytes [{@code from}, {@code to}) as a storage of their own. Closing the slice closes nothing.
     *
     * @throws CorruptException if the range does not lie inside this storage
     */
    default Storage slice(long from, long to) throws IOException {
        return new StorageSlice(this, from, to);
    }
}
