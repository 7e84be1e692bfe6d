package org.arenavault.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.OptionalDouble;

/**
 * Writes one track, from its contents' first byte to the label. A write that failed is never repeated: the caller
 * looks at the medium afresh and decides.
 */
public interface TrackWriter extends Closeable {

    /** How many bytes of the contents are written already: where the caller is to begin. */
    long position();

    /**
     * Writes the next bytes of the contents, from position to limit: whole multiples of {@link #unit}, but for
     * the last. All of them are taken. Direct buffers save a copy.
     *
     * @throws org.arenavault.io.MediumFaultException if they cannot be written; the track is to be given up
     */
    void write(ByteBuffer contents) throws IOException;

    /** In what multiples bytes are to be given. */
    int unit();

    /**
     * Says that no bytes will come for a while, since their source is slow: what was written is put on the medium
     * where that does no harm. To be called before a pause of more than a minute: drives do not wait for long with
     * data in their buffer.
     *
     * @throws org.arenavault.io.MediumFaultException if the track cannot go on; it is to be given up
     */
    default void pause() throws IOException {
        // a medium without a buffer of its own has nothing to put anywhere
    }

    /** How full the buffer of the drive itself is, 0 to 1; empty where nobody knows. */
    default OptionalDouble driveBuffer() throws IOException {
        return OptionalDouble.empty();
    }

    /** Writes what stands behind the contents and returns once all of the track is on the medium. */
    void finish() throws IOException;

    /**
     * Closes the track on the medium.
     *
     * @return what the medium then says of it
     */
    TrackExtent closeTrack() throws IOException;

    /** Releases the writer. A track that is not closed by then is interrupted. */
    @Override
    void close() throws IOException;
}
