package org.arenavault.io;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A file, a device or a range of one: bytes at positions. Positions count from 0. Implementations are safe
 * for use by several threads at once and never hand out more or less than was asked for.
 *
 * <p>An interrupt of the calling thread closes nothing and ends no call, but a wait for a drive in {@link #force},
 * with a {@link CancelledException}; the thread stays interrupted. Closing twice is as closing once. A storage that was
 * closed fails with a {@link MediumFaultException}; one that was only lent, such as a slice, goes on as its owner does.
 * {@code StorageContractTest} holds every implementation to this.
 */
public interface Storage extends Closeable {

    /** What messages call it: a path, with the range where it is one. */
    String name();

    /** Length in bytes. */
    long size() throws IOException;

    /**
     * Fills {@code target} from its position to its limit with the bytes at {@code position}.
     *
     * @throws CorruptException if the storage ends before {@code target} is full, or {@code position} is negative
     * @throws MediumFaultException if the bytes cannot be read
     */
    void read(long position, ByteBuffer target) throws IOException;

    /**
     * Writes all that remains in {@code source} at {@code position}. The bytes are durable only after
     * {@link #force}. A file grows by what is written behind its end.
     *
     * @throws CorruptException if {@code position} is negative, or a storage that cannot grow ends before all is
     *     written; then nothing is
     * @throws RefusedException if it was opened for reading only
     * @throws MediumFaultException if the bytes cannot be written
     */
    void write(long position, ByteBuffer source) throws IOException;

    /** Returns once everything written before is on stable storage. */
    void force() throws IOException;

    /**
     * Cuts a file to its first {@code size} bytes; one that is no longer than that is left alone.
     *
     * @throws RefusedException if this is no whole file, or was opened for reading only
     */
    default void truncate(long size) throws IOException {
        throw new RefusedException(name() + ": cannot be cut to a length; only a whole file can");
    }

    /**
     * The first position from {@code from} on that may hold anything but zero, or the size: what lies between
     * is a hole, and need not be read to be known. A storage that knows nothing of holes returns {@code from}.
     *
     * @param from 0 up to the size
     */
    default long nextData(long from) throws IOException {
        return from;
    }

    /**
     * What is read of a range from now on is asked for from now on: nothing that was read ahead of it is handed out.
     * For ranges that somebody else writes to; the others need not know.
     */
    default void refresh(long position, long length) {
        // where nothing is read ahead, all that is read is new
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
