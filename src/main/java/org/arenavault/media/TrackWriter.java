package org.arenavault.media;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * Writes one track, from its contents' first byte to the label. A write that failed is never repeated: the caller
 * looks at the medium afresh and decides.
 */
public interface TrackWriter extends Closeable {

    /** How many bytes of the contents are written already: where the caller is to begin. */
    long position();

    /**
     * Writes the next bytes of the contents, from position to limit: whole multiples of {@link #unit}, but for
     * the last.
     *
     * @throws org.arenavault.io.MediumFaultException if they cannot be written; the track is to be given up
     */
    void write(ByteBuffer contents) throws IOException;

    /** In what multiples bytes are to be given. */
    int unit();

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
